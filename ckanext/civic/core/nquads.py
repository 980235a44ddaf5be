"""RDF terms and quads as plain N-Quads text: the suite's one form of RDF in memory.

A *term* is a string in N-Quads syntax (``<http://…>``, ``"text"@en``, ``_:b1``); a *quad* is a
tuple ``(subject, predicate, object, graph)`` of terms. Writing text straight is five times as
fast as building term objects (docs/adr/0002-quads-as-text.md).

Source: W3C RDF 1.1 N-Quads, https://www.w3.org/TR/n-quads/ (grammar in section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

Quad = tuple[str, str, str, str]

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f]')
_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')
# Characters that XML 1.0 cannot carry or discourages (2.2: C1 controls), and halves of surrogate
# pairs, which are no characters.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def is_iri(text: str) -> bool:
    """Tell whether ``text`` can be written as an absolute IRI as it stands."""
    return bool(_ABSOLUTE.match(text)) and not _NOT_IN_IRI.search(text)


def iri(text: str) -> str:
    """Return the IRI term for ``text``; raises ValueError when it is not an absolute IRI."""
    if not is_iri(text):
        raise ValueError(f"not an absolute IRI: {text[:200]!r}")
    return f"<{text}>"


def path_segment(text: str) -> str:
    """Return ``text`` percent-encoded as one segment of an IRI path (RFC 3986, 3.3)."""
    return quote(text, safe="-._~!$&'()*+,;=:@")


def literal(text: str, *, datatype: str | None = None, language: str | None = None) -> str:
    """Return the literal term for ``text``.

    ``datatype`` is a full IRI without angle brackets; ``language`` a BCP 47 tag. Control
    characters but tab and line ends are left out, so that every syntax can carry it.
    """
    clean = _NOT_TEXT.sub("", text)
    escaped = _TO_ESCAPE.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", clean)
    if language:
        return f'"{escaped}"@{language}'
    if datatype and datatype != XSD + "string":
        return f'"{escaped}"^^<{datatype}>'
    return f'"{escaped}"'


def line(quad: Quad) -> str:
    """Return ``quad`` as one line of N-Quads, newline included."""
    subject, predicate, object_, graph = quad
    return (
        f"{subject} {predicate} {object_} {graph} .\n"
        if graph
        else (f"{subject} {predicate} {object_} .\n")
    )


def lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield each of ``quads`` as a line of N-Quads, in the order given."""
    return map(line, quads)
