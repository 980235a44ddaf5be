"""The words of a SPARQL text, as a store would read them.

Source: SPARQL 1.1 Query Language, 19.2 (code point escapes), 19.8 (terminals); SPARQL 1.2 adds
``<<( )>>``, ``{| |}`` and ``~``, which are single characters here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<string> \"\"\"(?:(?:\"|\"\")?(?:[^\"\\]|\\.))*\"\"\"
                | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
                | "(?:[^"\\\n\r]|\\.)*"
                | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri>     <[^<>"{}|^`\x00-\x20]*> )
    | (?P<comment> \#[^\n\r]* )
    | (?P<name>    [?$][^\W]\w*                     # a variable
                 | @[A-Za-z]+(?:-+[A-Za-z0-9]+)*    # a language tag, and its direction
                 | _:[\w](?:[\w.-]*[\w-])?          # a blank node
                 | (?:[^\W\d_][\w.-]*)?:            # a prefix, and a local name that starts well
                   (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)? )
    | (?P<number>  (?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)? )
    | (?P<word>    [^\W\d_]\w* )
    | (?P<space>   \s+ )
    | (?P<sign>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (string, iri, name, number, word, sign), its text, where it starts."""

    kind: str
    text: str
    start: int

    @property
    def upper(self) -> str:
        """The text in capitals, as keywords are compared; empty for what cannot be a keyword."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text`` but its blanks and comments."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind not in ("comment", "space"):
            yield Token(kind, match[0], match.start())


def decoded(text: str) -> str:
    """Return ``text`` with its ``\\u`` and ``\\U`` escapes as characters, where they name one."""

    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else match[0]

    return _CODE_POINT.sub(character, text)


def position(text: str, start: int) -> str:
    """Return where a token stands, in words: lines and columns count from 1."""
    before = text[:start]
    return f"Line {before.count(chr(10)) + 1}, column {start - before.rfind(chr(10))}"
