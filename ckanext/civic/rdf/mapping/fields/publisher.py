"""Who publishes the dataset, and who made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..agents import agent
from ..described import Described
from ..terms import DCT, FOAF, OWL, Triple, checked_iri, known, text_value, typed, web_address

_FIELDS = ("uri", "name", "email", "url", "type", "identifier")

_NAMES = {role: [(f, f"{role}_{f}") for f in _FIELDS] for role in ("publisher", "creator")}


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> dct:publisher <agent>`` and ``dct:creator``.

    The publisher is what the field ``publisher`` (or ``publisher_uri`` …) says, else the
    organisation: ``<{origin}/organization/{name}>``. A copy's is the council where it was born,
    not the organisation that holds the copy.
    """
    publisher = stated_agent(described, "publisher")
    node = described.node_or_part(publisher.get("uri"), "publisher") if publisher else None
    if node:
        yield described.node, DCT.publisher, node
        yield from agent(node, publisher)
    else:
        node = organization_node(described)
        if node:
            yield described.node, DCT.publisher, node
            yield from organization(described, node)
    yield from _creators(described, node)


def organization_node(described: Described) -> str | None:
    """Return the node of the organisation that owns the dataset where it was born, if any."""
    organization = described.dataset.get("organization")
    if not isinstance(organization, Mapping):
        return None
    return f"<{described.names.origin}/organization/{described.names.council}>"


def stated_agent(described: Described, role: str) -> dict[str, Any]:
    """Return ckanext-dcat's fields of an agent, from repeating subfields or flat ones.

    Plain text in the field itself is a name.
    """
    for record in described.records(role):
        if any(record.get(field) for field in _FIELDS):
            return record
    flat = {field: described.value(name) for field, name in _NAMES[role]}
    value = described.value(role)
    if isinstance(value, str) and value[:1] not in ("[", "{") and flat["name"] is None:
        flat["name"] = value
    return {field: value for field, value in flat.items() if text_value(value)}


def organization(described: Described, node: str) -> Iterator[Triple]:
    """Yield what is known of the organisation whose node (`organization_node`) it is."""
    stated = described.dataset["organization"]
    name = text_value(stated.get("title")) or text_value(stated.get("name"))
    yield from typed(node, FOAF.Agent)
    yield node, FOAF.name, name or f'"{described.names.council}"'
    more = described.facts.organization
    if more and not described.is_copy:
        page, same = web_address(more.homepage), checked_iri(more.same_as)
        yield from known(node, (FOAF.homepage, page), (OWL.sameAs, same))
        if page:
            yield from typed(page, FOAF.Document)


def _creators(described: Described, publisher: str | None) -> Iterator[Triple]:
    """Yield the creators; the UK model wants one, which is the publisher where none is named."""
    found = False
    for number, record in enumerate(described.records("creator"), start=1):
        if not any(text_value(record.get(field)) for field in ("uri", "name", "email")):
            continue
        found = True
        node = described.node_or_part(record.get("uri"), f"creator-{number}")
        yield described.node, DCT.creator, node
        yield from agent(node, record)
    if found:
        return
    flat = stated_agent(described, "creator")
    if flat:
        node = described.node_or_part(flat.get("uri"), "creator-1")
        yield described.node, DCT.creator, node
        yield from agent(node, flat)
    elif described.is_uk and publisher:
        yield described.node, DCT.creator, publisher
