"""One spelling for each value, because stores do not keep the spelling of numbers and times.

Oxigraph and Jena's TDB2 give ``"5.0"^^xsd:decimal`` back as ``"5"``; whoever compares what was sent
with what came back compares values. The spelling used here is Oxigraph's, by its own code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import pyoxigraph

_TYPED = re.compile(
    rb'"(?:[^"\\]|\\.)*"\^\^<http://www\.w3\.org/2001/XMLSchema#[A-Za-z]+>(?= \.\n\Z)'
)


def spelt_alike(lines: Sequence[bytes]) -> list[bytes]:
    """Return each line of canonical N-Triples with its value in its one spelling, in order."""
    found = [_TYPED.search(line) for line in lines]
    spelling = _spellings({match[0] for match in found if match})
    return [
        line[: match.start()] + spelling[match[0]] + b" .\n" if match else line
        for line, match in zip(lines, found, strict=True)
    ]


def _spellings(literals: Collection[bytes]) -> dict[bytes, bytes]:
    """Return the one spelling of each typed literal (N-Triples)."""
    each = list(literals)
    store = pyoxigraph.Store()
    text = b"".join(b"<urn:%d> <urn:p> %s .\n" % pair for pair in enumerate(each))
    store.load(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    spelling = dict(zip(each, each, strict=True))
    for quad in store:
        number = int(str(quad.subject)[len("<urn:") : -1])
        spelling[each[number]] = str(quad.object).encode("utf-8")
    return spelling
