"""The syntaxes that a dump comes in.

Each is written block by block, so that memory does not grow with the catalogue: a head, blocks
that can stand side by side, and a tail. pyoxigraph writes a block as a document of its own; what
is the head's and the tail's is cut off it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

import pyoxigraph

from ..mapping.terms import PREFIXES

GZIP = ".gz"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIX_LINES = re.compile(rb"(?:@prefix [^\n]*\n)+")


@dataclass(frozen=True)
class Syntax:
    """One RDF syntax. ``has_graphs`` tells whether it can say which graph a statement is in.

    ``block`` turns N-Quads (N-Triples when it has no graphs) into a block, and ``between`` stands
    between two blocks.
    """

    ending: str
    media_type: str
    name: str
    has_graphs: bool
    block: Callable[[bytes], bytes]
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""


@dataclass(frozen=True)
class DumpFormat:
    """A syntax, packed with gzip or not. ``ending`` is the file's, such as ``nq.gz``."""

    syntax: Syntax
    is_packed: bool

    @property
    def ending(self) -> str:
        return self.syntax.ending + (GZIP if self.is_packed else "")

    @property
    def media_type(self) -> str:
        """The type of the file: of a packed one gzip's, since the address is of the packed file."""
        return "application/gzip" if self.is_packed else self.syntax.media_type


def _as_it_is(lines: bytes) -> bytes:
    return lines


def _turtle(lines: bytes) -> bytes:
    text = _serialized(lines, pyoxigraph.RdfFormat.N_TRIPLES, pyoxigraph.RdfFormat.TURTLE)
    return _PREFIX_LINES.sub(b"", text, count=1)


def _trig(lines: bytes) -> bytes:
    text = _serialized(lines, pyoxigraph.RdfFormat.N_QUADS, pyoxigraph.RdfFormat.TRIG)
    return _PREFIX_LINES.sub(b"", text, count=1)


def _json_ld(lines: bytes) -> bytes:
    text = _serialized(lines, pyoxigraph.RdfFormat.N_QUADS, pyoxigraph.RdfFormat.JSON_LD)
    return text.strip()[1:-1]  # the items of an array


def _rdf_xml(lines: bytes) -> bytes:
    text = _serialized(lines, pyoxigraph.RdfFormat.N_TRIPLES, pyoxigraph.RdfFormat.RDF_XML)
    start = text.index(b">", text.index(b"<rdf:RDF")) + 1
    return text[start : text.rindex(b"</rdf:RDF>")].lstrip(b"\n")


def _serialized(lines: bytes, source: pyoxigraph.RdfFormat, target: pyoxigraph.RdfFormat) -> bytes:
    parsed = pyoxigraph.parse(lines, format=source)
    quads = parsed if source is pyoxigraph.RdfFormat.N_QUADS else (q.triple for q in parsed)
    return pyoxigraph.serialize(quads, format=target, prefixes=PREFIXES) or b""


_TURTLE_HEAD = "".join(
    f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items())
).encode()
# "its" is pyoxigraph's own, for the direction of a text
_XML_NAMES = {**PREFIXES, "rdf": _RDF, "its": "http://www.w3.org/2005/11/its"}
_XML_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    + "".join(f"\n\txmlns:{name}={quoteattr(iri)}" for name, iri in sorted(_XML_NAMES.items()))
    + ">\n"
).encode()

_ALL = (
    Syntax("nq", "application/n-quads", "N-Quads", True, _as_it_is),
    Syntax("nt", "application/n-triples", "N-Triples", False, _as_it_is),
    Syntax("trig", "application/trig", "TriG", True, _trig, _TURTLE_HEAD),
    Syntax("ttl", "text/turtle", "Turtle", False, _turtle, _TURTLE_HEAD),
    Syntax("jsonld", "application/ld+json", "JSON-LD", True, _json_ld, b"[\n", b",\n", b"\n]\n"),
    Syntax(
        "xml", "application/rdf+xml", "RDF/XML", False, _rdf_xml, _XML_HEAD, tail=b"</rdf:RDF>\n"
    ),
)
SYNTAXES = {syntax.ending: syntax for syntax in _ALL}
_ALIASES = {"rdf": "xml"}


def dump_formats() -> list[DumpFormat]:
    """Return every format, in the order of the documentation."""
    return [DumpFormat(syntax, packed) for syntax in SYNTAXES.values() for packed in (False, True)]


def dump_format(ending: str) -> DumpFormat | None:
    """Return the format for the ending of a file's name (``ttl``, ``ttl.gz``), or None."""
    bare = ending.removesuffix(GZIP)
    syntax = SYNTAXES.get(_ALIASES.get(bare, bare))
    return DumpFormat(syntax, bare != ending) if syntax else None
