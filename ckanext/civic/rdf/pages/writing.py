"""Write statements in any syntax, straight from lines of N-Quads.

The lines are sorted and each is written once, so that the same statements give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

import pyoxigraph

from ..mapping.terms import PREFIXES
from .formats import WITH_GRAPHS, WRITERS
from .hydra import BASE

# what the bytes depend on beside the statements
MADE_BY = f"{version('ckanext-civic')} {pyoxigraph.__version__}"  # pyright: ignore
_PREFIXES = {**PREFIXES, "hydra": BASE}


def written(descriptions: Iterable[bytes], ending: str) -> bytes:
    """Return pieces of N-Quads (UTF-8, whole lines) as one document in the syntax of ``ending``.

    Syntaxes without graphs get the triples.
    """
    lines = {line for text in descriptions for line in text.splitlines(keepends=True)}
    if ending == "nq":
        return b"".join(sorted(lines))
    if ending in WITH_GRAPHS:
        quads = pyoxigraph.parse(b"".join(sorted(lines)), format=pyoxigraph.RdfFormat.N_QUADS)
        return _bytes(pyoxigraph.serialize(quads, format=WRITERS[ending], prefixes=_PREFIXES))
    text = b"".join(sorted({_triple(line) for line in lines}))
    if ending == "nt":
        return text
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    triples = (quad.triple for quad in quads)
    return _bytes(pyoxigraph.serialize(triples, format=WRITERS[ending], prefixes=_PREFIXES))


def _bytes(found: bytes | None) -> bytes:
    return found or b""


def _triple(line: bytes) -> bytes:
    """Return a line of N-Quads as N-Triples.

    What stands behind the last space is a graph when it is an IRI and no object: an object has
    one term less before it. A literal's text can look like an IRI, but ends in a quotation mark.
    """
    if not line.endswith(b"> .\n"):
        return line
    head, _, graph = line[:-3].rpartition(b" ")
    is_graph = graph.startswith(b"<") and b'"' not in graph and head.count(b" ") >= 2
    return head + b" .\n" if is_graph else line
