"""Terms as N-Triples text.

Source: W3C RDF 1.1 N-Triples, https://www.w3.org/TR/n-triples/ (grammar in section 7).
"""

from __future__ import annotations

import re

from ..datatypes.builtin import XSD
from ..languages import UNDEFINED

_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPLIT = re.compile("[\ud800-\udfff]")


def escaped(text: str) -> str:
    """Return ``text`` as it stands between the quotes of a literal."""
    if not text.isascii():
        text = _SPLIT.sub("\ufffd", text)  # halves of a character, which no file can hold
    return _TO_ESCAPE.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text)


def suffix(datatype: str, language: str = UNDEFINED) -> str:
    """Return what follows the closing quote of a literal."""
    if datatype == XSD + "string":
        return "" if language == UNDEFINED else f"@{language}"
    return f"^^<{datatype}>"


def literal(text: str, datatype: str = XSD + "string", language: str = UNDEFINED) -> str:
    """Return a literal term; a language counts for plain strings only."""
    return f'"{escaped(text)}"{suffix(datatype, language)}'
