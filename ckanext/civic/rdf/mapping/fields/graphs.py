"""Which graph holds the rows of the dataset, so that a query can go from title to rows."""

from __future__ import annotations

from collections.abc import Iterator

from ..described import Described
from ..terms import DCT, VOID, Triple


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<rows graph> dct:isPartOf <dataset>`` when the dataset has rows as N-Quads."""
    if any(resource.get("civic_output") == "nquads" for _, resource in described.resources):
        rows = f"<{described.names.rows}>"
        yield rows, DCT.isPartOf, described.node
        yield described.node, VOID.subset, rows
