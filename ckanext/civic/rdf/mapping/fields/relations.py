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
    for part, address in samples(described):
        yield node, ADMS.sample, part
        yield from typed(part, DCAT.Distribution)
        yield part, DCAT.accessURL, address


def samples(described: Described) -> list[tuple[str, str]]:
    """Return the node and the address of each sample; the UK model knows none."""
    if described.is_uk:
        return []
    addresses = enumerate(map(web_address, described.listed("sample")), start=1)
    return [(described.part(f"sample-{number}"), term) for number, term in addresses if term]


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
