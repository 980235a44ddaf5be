"""Tables beside the canonical one, for what is said once or several times of a thing.

{stem}-{path}.csv      what councils share and a field names, such as suppliers
{stem}-{path}-register.csv  of these, what public registers know by a published number
{stem}-{field}.csv     the values of a field that may have several addresses
{stem}-concepts.csv    concepts of the council's own, and their schemes
{stem}-data-set.csv    the data set that the observations of a cube belong to
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..crosswalks import Publisher
from ..mapping.batch import MappedBatch, addresses_of
from ..mapping.codes import OwnConcepts
from ..mapping.distinct import Distinct
from ..mapping.expressions import SEPARATOR
from ..mapping.links import LinkResolver
from ..mapping.names import Names
from ..models import Field, Model
from ..models.prefixes import expand
from ..models.structure import structure_iri
from .columns import has_own_concepts, is_apart, meaning
from .register_entries import SUFFIX, RegisterEntries
from .register_entries import columns as register_columns
from .tables import PublishedTable, virtual_column

Rows = list[tuple[str, ...]]
# Opens the table of a kind, for its columns and title
Opener = Callable[[str, str, Sequence[dict[str, Any]]], PublishedTable]


class Companions:
    """Write companion tables as their rows come; a table appears with its first row."""

    def __init__(self, model: Model, publisher: Publisher, names: Names, open_: Opener) -> None:
        self._model, self._publisher, self._names = model, publisher, names
        self._open = open_
        self.tables: dict[str, PublishedTable] = {}
        self._links = LinkResolver(model, names.vocabulary_base)
        self._apart = [one for one in model.fields.values() if is_apart(model, one)]
        self._spellings = Distinct()
        self._shared = Distinct()
        self._entries = RegisterEntries(model, names.vocabulary_base)

    def write(self, batch: MappedBatch, uris: Sequence[str]) -> None:
        """Write what a batch says beside the canonical table; ``uris`` are its things."""
        for field in self._links.fields:
            path = field.link.path if field.link else ""
            self._add(path, self._linked(field, batch))
            addresses = self._links.addresses(field, batch)
            self._add(path + SUFFIX, self._entries.rows(field, batch, addresses))
        for field in self._apart:
            self._add(field.name, self._several(field, batch, uris))

    def finish(self, own_concepts: Mapping[str, OwnConcepts]) -> None:
        """Write what is known at the end only."""
        for name, own in own_concepts.items():
            self._add("concepts", self._concepts(self._model.fields[name], own))
        if self._model.cube:
            uri, label = self._names.data_set(), f"{self._model.title}: {self._publisher.name}"
            structure = structure_iri(self._model, self._names.vocabulary_base)
            self._add("data-set", [(uri, label, structure)])

    def _add(self, kind: str, rows: Rows) -> None:
        if not rows:
            return
        if kind not in self.tables:
            title, columns = self._described(kind)
            self.tables[kind] = self._open(kind, title, columns)
        self.tables[kind].write(list(zip(*rows, strict=True)))

    def _linked(self, field: Field, batch: MappedBatch) -> Rows:
        """Return a row for each shared thing, or another spelling of it, that is new.

        The first spelling is its label, and the others are alternative names.
        """
        assert field.link
        pairs = list(
            zip(self._links.addresses(field, batch), batch.column(field.name), strict=True)
        )
        rows: Rows = []
        type_iri = expand(field.link.type)
        for uri, name in dict.fromkeys(pairs):
            if uri and self._spellings.add(f"{uri}\n{name}"):
                is_first = self._shared.add(uri)
                rows.append((uri, name, "", type_iri) if is_first else (uri, "", name, ""))
        return rows

    def _several(self, field: Field, batch: MappedBatch, uris: Sequence[str]) -> Rows:
        is_open = has_own_concepts(self._model, field)
        name = addresses_of(field.name) if is_open else field.name
        return [
            (uri, value)
            for uri, values in zip(uris, batch.column(name), strict=True)
            if values
            for value in values.split(SEPARATOR)
        ]

    def _concepts(self, field: Field, own: OwnConcepts) -> Rows:
        """Return the scheme and a row for each text that has no shared code.

        A cube's own concepts also extend the shared list, because every value of a dimension must
        be in the list that the cube's structure names (RDF Data Cube, IC-19).
        """
        if not own.values:
            return []
        cube = self._model.cube
        is_component = bool(cube) and field.name in (*cube.dimensions, *cube.attributes)
        code_list = self._model.lists[field.code_list or ""]
        shared = self._model.list_iri(code_list.id, self._names.vocabulary_base)
        title = f"{code_list.title}: values of {self._publisher.name} without a shared code"
        rows: Rows = [(own.scheme, title, "", "", expand("skos:ConceptScheme"), shared, "")]
        extended = shared if is_component else ""
        met: set[str] = set()
        for text in own.values:
            uri = own.address(text)
            if uri in met:
                rows.append((uri, "", text, "", "", "", ""))
            else:
                kind = expand("skos:Concept")
                rows.append((uri, text, "", own.scheme, kind, "", extended))
            met.add(uri)
        return rows

    def _described(self, kind: str) -> tuple[str, list[dict[str, Any]]]:
        if kind == "concepts":
            return f"Values without a shared code: {self._model.title}", list(_concept_columns())
        if kind == "data-set":
            return f"Data set: {self._model.title}", self._data_set_columns()
        if kind.endswith(SUFFIX):
            title = f"{self._model.title}: {kind.removesuffix(SUFFIX)}, in public registers"
            return title, [URI_COLUMN, *register_columns()]
        for field in self._apart:
            if field.name == kind:
                return f"{self._model.title}: {field.title}", self._value_columns(field)
        return f"{self._model.title}: {kind}", list(_shared_columns())

    def _value_columns(self, field: Field) -> list[dict[str, Any]]:
        described = meaning(self._model, field, self._names)
        template = described["valueUrl"].replace(f"{field.name}}}", "value}")
        if has_own_concepts(self._model, field):
            template = "{+value}"
        column = _column("value", field.title, described["propertyUrl"], template)
        if field.part:
            column["aboutUrl"] = f"{{+uri}}#{field.part}"
        return [URI_COLUMN, column]

    def _data_set_columns(self) -> list[dict[str, Any]]:
        return [
            URI_COLUMN,
            _column("label", "Name", expand("rdfs:label")),
            _column("structure", "Structure", expand("qb:structure"), "{+structure}"),
            virtual_column("type", expand("rdf:type"), expand("qb:DataSet")),
            virtual_column("publisher", expand("dcterms:publisher"), self._publisher.uri),
        ]


URI_COLUMN = {
    "name": "uri",
    "titles": "uri",
    "datatype": "anyURI",
    "required": True,
    "suppressOutput": True,
}


def _shared_columns() -> Iterator[dict[str, Any]]:
    yield URI_COLUMN
    yield _column("label", "Name", expand("rdfs:label"))
    yield _column("other_name", "Another spelling", expand("schema:alternateName"))
    yield _column("type", "Class", expand("rdf:type"), "{+type}")


def _concept_columns() -> Iterator[dict[str, Any]]:
    yield URI_COLUMN
    yield _column("label", "What the council wrote", expand("skos:prefLabel"))
    yield _column("other_label", "Another spelling", expand("skos:altLabel"))
    yield _column("scheme", "Scheme", expand("skos:inScheme"), "{+scheme}")
    yield _column("type", "Class", expand("rdf:type"), "{+type}")
    yield _column("beside", "Shared list", expand("rdfs:seeAlso"), "{+beside}")
    yield _column("extends", "List that it extends", expand("skos:inScheme"), "{+extends}")


def _column(name: str, title: str, predicate: str, value_url: str | None = None) -> dict[str, Any]:
    column = {"name": name, "titles": name, "dc:title": title, "propertyUrl": predicate}
    if value_url:
        return {**column, "datatype": "anyURI", "valueUrl": value_url}
    return {**column, "datatype": "string"}
