"""Who publishes the dataset: its organisation."""

from __future__ import annotations

from collections.abc import Iterator

from .described import Described
from .terms import DCT, FOAF, Triple, known, text_value, typed


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> dct:publisher <{origin}/organization/{name}>``, a foaf:Agent with a name.

    A copy's publisher is the council where it was born, not the organisation that holds the copy.
    """
    organization = described.dataset.get("organization")
    if not organization:
        return
    agent = f"<{described.names.origin}/organization/{described.names.council}>"
    name = text_value(organization.get("title")) or text_value(organization.get("name"))
    yield described.node, DCT.publisher, agent
    yield from typed(agent, FOAF.Agent)
    yield from known(agent, (FOAF.name, name or text_value(described.names.council)))
