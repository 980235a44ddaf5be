"""The syntaxes that a feed comes in: those that can name graphs."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph

from .vocabulary import PREFIXES

# DCAT-AP Feeds, 1: TriG or JSON-LD; others may be offered. The first is given when all are alike.
FORMATS = {
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "nq": "application/n-quads",
}
_WRITERS = {
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def written(lines: Iterable[str], format_: str) -> bytes:
    """Return N-Quads in a syntax of `FORMATS`: the same lines always give the same bytes."""
    text = "".join(lines)
    if format_ == "nq":
        return text.encode("utf-8")
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)
    body = pyoxigraph.serialize(quads, format=_WRITERS[format_], prefixes=PREFIXES)
    assert body is not None  # it is None only when it is written to a file
    return body
