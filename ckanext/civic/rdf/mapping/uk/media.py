"""The media type of each file, which the UK model wants as text."""

from __future__ import annotations

from collections.abc import Iterator

from ..described import Described
from ..media import described_type
from ..terms import DCAT, Triple

_UNKNOWN = "application/octet-stream"  # RFC 2046, 4.5.1: a file of which no more is known


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dcat:mediaType "text/csv"`` of each distribution."""
    for node, resource in described.resources:
        stated = (resource.get("format"), resource.get("mimetype"), resource.get("url"))
        _, media = described_type(*stated)
        yield node, DCAT.mediaType, f'"{media or _UNKNOWN}"'
