"""Organisations as public registers know them, beside those that only a name tells apart.

What a row publishes, for a supplier with a company number (``{base}`` is the vocabulary's):

    {base}/id/supplier/GB-COH-01234567  a org:Organization ; org:identifier "01234567" ;
        owl:sameAs <http://business.data.gov.uk/id/company/01234567> ;    proved by the number
        skos:closeMatch {base}/id/supplier/acme-ltd .                     a guess from the name

The shared thing of a name stays what it is, so two companies of one name never become one. Names
give addresses in small letters, so that none can look like an identifier.
Source: our choice (docs/explanation/identity.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..mapping.batch import MappedBatch
from ..mapping.distinct import Distinct
from ..models import Field, Model
from ..models.prefixes import expand
from ..organisations import Identifier, identifier

SUFFIX = "-register"
TYPE = "org:Organization"
_REMEMBERED = 50_000


class RegisterEntries:
    """Find what public registers say of the things that a field names."""

    def __init__(self, model: Model, vocabulary_base: str) -> None:
        self._model, self._base = model, vocabulary_base
        self._identifiers: dict[tuple[str, str], Identifier | None] = {}
        self._met = Distinct()
        self._named = Distinct()

    def rows(
        self, field: Field, batch: MappedBatch, addresses: Sequence[str]
    ) -> list[tuple[str, ...]]:
        """Return a row of `columns` for each entry, or name of one, that is new.

        ``addresses`` are those of the shared things; where there is none, nothing is told.
        """
        fields = field.link.identified_by if field.link else ()
        present = [name for name in fields if any(batch.column(name))]
        rows: list[tuple[str, ...]] = []
        for kind in present:
            told = zip(addresses, batch.column(field.name), batch.column(kind), strict=True)
            for address, name, number in dict.fromkeys(told):
                entry = self._identifier(kind, number) if address and number else None
                if entry and field.link:
                    uri = f"{self._base}/id/{field.link.path}/{entry.org_id}"
                    rows += self._row(uri, entry, address, name)
        return rows

    def _row(self, uri: str, entry: Identifier, address: str, name: str) -> list[tuple[str, ...]]:
        if not self._met.add(f"{uri}\n{address}"):
            return []
        if not self._named.add(uri):
            return [(uri, "", "", "", address, "")]
        return [(uri, name, entry.number, entry.register_uri, address, expand(TYPE))]

    def _identifier(self, kind: str, number: str) -> Identifier | None:
        key = (kind, number)
        if key not in self._identifiers:
            if len(self._identifiers) >= _REMEMBERED:
                self._identifiers.clear()
            self._identifiers[key] = identifier(kind, number)
        return self._identifiers[key]


def columns() -> list[dict[str, Any]]:
    """Return the CSVW columns behind ``uri`` of a table of entries."""
    return [
        _column("label", "Name", "rdfs:label"),
        _column("number", "Number in the register", "org:identifier"),
        _column("register_uri", "The same in the register (proved)", "owl:sameAs", True),
        _column("named_uri", "Known by this name (a guess)", "skos:closeMatch", True),
        _column("type", "Class", "rdf:type", True),
    ]


def _column(name: str, title: str, predicate: str, is_address: bool = False) -> dict[str, Any]:
    column = {"name": name, "titles": name, "dc:title": title, "propertyUrl": expand(predicate)}
    if is_address:
        return {**column, "datatype": "anyURI", "valueUrl": f"{{+{name}}}"}
    return {**column, "datatype": "string"}
