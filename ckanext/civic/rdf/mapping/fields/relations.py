"""Things that the dataset is related to, and what kind of data it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..agents import concept, last_part
from ..described import Described
from ..terms import ADMS, DCAT, DCT, Triple, checked_iri, typed, web_address


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:relation``, ``dct:isReferencedBy``, ``dcat:qualifiedRelation``, ``dct:type``
    and ``adms:sample`` where ckanext-dcat's fields hold IRIs."""
    node = described.node
    for field, predicate in (
        ("related_resource", DCT.relation),
        ("is_referenced_by", DCT.isReferencedBy),
    ):
        for text in described.listed(field):
            term = checked_iri(text)
            if term:
                yield node, predicate, term
    yield from _qualified(described)
    for text in described.listed("dcat_type"):
        kind = checked_iri(text)
        if kind:
            yield node, DCT.type, kind
            yield from concept(kind, last_part(kind))
    for number, text in enumerate(described.listed("sample"), start=1):
        address = web_address(text)
        if address:
            part = described.part(f"sample-{number}")
            yield node, ADMS.sample, part
            yield from typed(part, DCAT.Distribution)
            yield part, DCAT.accessURL, address


def _qualified(described: Described) -> Iterator[Triple]:
    for number, record in enumerate(described.records("qualified_relation"), start=1):
        relation, role = checked_iri(record.get("relation")), checked_iri(record.get("role"))
        if relation and role:
            part = described.node_or_part(record.get("uri"), f"relation-{number}")
            yield described.node, DCAT.qualifiedRelation, part
            yield from typed(part, DCAT.Relationship)
            yield part, DCT.relation, relation
            yield part, DCAT.hadRole, role
            yield from typed(role, DCAT.Role)
