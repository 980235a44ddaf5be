"""Records of a model as quads of plain text, in the order of the rows.

Shape of a thing (``v`` is the model's vocabulary, fields without a reused property are there):

    <…/id/{council}/{model}/{local-id}> a v:{Class} ; rdfs:label "…" ;
        {property} literal, code IRI or IRI ;
        dcterms:publisher <publisher> ;
        locn:address <thing#address> ;                  # parts that the model declares
        geo:lat, geo:long ; geosparql:hasGeometry <thing#geometry> .
    <thing#geometry> a sf:Point ; geosparql:asWKT "POINT(long lat)"^^geosparql:wktLiteral .
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ckanext.civic.core.nquads import RDF_TYPE, XSD, Quad, iri, literal

from ..crosswalks import Publisher
from ..models import Field, Model
from ..models.model import XSD_NAMES
from ..models.prefixes import expand
from .batch import MappedBatch
from .links import LinkResolver
from .names import Names

_LABEL = iri(expand("rdfs:label"))
_ALTERNATE_NAME = iri(expand("schema:alternateName"))
_HAS_GEOMETRY = iri(expand("geosparql:hasGeometry"))
_AS_WKT = iri(expand("geosparql:asWKT"))
_POINT = iri(expand("sf:Point"))
_WKT = expand("geosparql:wktLiteral")
_TEMPLATE_PART = re.compile(r"\{(\w+)\}")


class RecordQuads:
    """Turn records into quads; shared things are described when they are first met."""

    def __init__(self, model: Model, publisher: Publisher, names: Names) -> None:
        self._model = model
        self._graph = iri(names.graph)
        self._base = names.thing_base(model.id)
        self._class = iri(model.class_iri(names.vocabulary_base))
        self._publisher = publisher
        self._publisher_terms = [iri(expand(name)) for name in model.publisher_properties]
        self._writers = [
            (
                one.name,
                one.part,
                iri(model.property_iri(one, names.vocabulary_base)),
                _term_maker(model, one, names.vocabulary_base),
            )
            for one in model.fields.values()
        ]
        self._parts = {
            id: (iri(expand(part.predicate)), iri(expand(part.type)))
            for id, part in model.parts.items()
        }
        self._links = LinkResolver(model, names.vocabulary_base)
        self._described: dict[str, set[str]] = {}

    def quads(self, batch: MappedBatch) -> Iterator[Quad]:
        """Yield the quads of a batch, record by record."""
        for at, local_id in enumerate(batch.local_ids):
            values = {name: text for name, one in batch.columns.items() if (text := one[at])}
            yield from self._record(f"{self._base}/{local_id}", values)

    def _record(self, address: str, values: dict[str, str]) -> list[Quad]:
        graph = self._graph
        subject = f"<{address}>"
        quads: list[Quad] = [
            (subject, RDF_TYPE, self._class, graph),
            (subject, _LABEL, literal(self._label(values)), graph),
        ]
        publisher = iri(self._publisher.uri)
        quads.extend((subject, term, publisher, graph) for term in self._publisher_terms)
        met: set[str] = set()
        for name, part, predicate, make_term in self._writers:
            value = values.get(name)
            if value is None:
                continue
            about = subject
            if part:
                about = f"<{address}#{part}>"
                if part not in met:
                    met.add(part)
                    part_predicate, part_type = self._parts[part]
                    quads.append((subject, part_predicate, about, graph))
                    quads.append((about, RDF_TYPE, part_type, graph))
            quads.append((about, predicate, make_term(value), graph))
        self._add_links(subject, values, quads)
        self._add_geometry(address, values, quads)
        return quads

    def _label(self, values: dict[str, str]) -> str:
        text = _TEMPLATE_PART.sub(lambda found: values.get(found[1], ""), self._model.label)
        return text.strip(" ,")

    def _add_links(self, subject: str, values: dict[str, str], quads: list[Quad]) -> None:
        for field in self._links.fields:
            link, target = field.link, self._links.address(field, values)
            if link is None or target is None:
                continue
            shared = f"<{target}>"
            quads.append((subject, iri(expand(link.predicate)), shared, self._graph))
            spellings = self._described.setdefault(target, set())
            name = values[field.name]
            if name in spellings:
                continue
            if not spellings:
                quads.append((shared, RDF_TYPE, iri(expand(link.type)), self._graph))
            label = _ALTERNATE_NAME if spellings else _LABEL
            quads.append((shared, label, literal(name), self._graph))
            spellings.add(name)

    def _add_geometry(self, address: str, values: dict[str, str], quads: list[Quad]) -> None:
        names = self._model.position
        if not names:
            return
        lat, lon = values.get(names["latitude"]), values.get(names["longitude"])
        if lat is None or lon is None:
            return
        point = f"<{address}#geometry>"
        wkt = f'"POINT({lon} {lat})"^^<{_WKT}>'
        quads.append((f"<{address}>", _HAS_GEOMETRY, point, self._graph))
        quads.append((point, RDF_TYPE, _POINT, self._graph))
        quads.append((point, _AS_WKT, wkt, self._graph))


def _term_maker(model: Model, field: Field, vocabulary_base: str) -> Callable[[str], str]:
    """Return the function from a canonical value to an RDF term."""
    if field.datatype == "code":
        prefix = model.code_iri(field.code_list or "", "", vocabulary_base)
        return lambda value: f"<{prefix}{value}>"
    if field.datatype == "iri":
        return iri
    if field.datatype == "string":
        return literal
    suffix = f'"^^<{XSD}{XSD_NAMES[field.datatype]}>'
    return lambda value: f'"{value}{suffix}'  # canonical numbers and days need no escapes
