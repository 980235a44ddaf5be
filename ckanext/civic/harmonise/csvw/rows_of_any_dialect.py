"""Rows of dialects that Python's csv module does not know: long delimiters, other line ends.

Source: Model for Tabular Data and Metadata on the Web, 8 Parsing Tabular Data: read a row, read a
quoted value and parse a row, done here in one pass.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from typing import TextIO

from .dialect import Dialect

_CHUNK = 64 * 1024
LONGEST_ROW = 64 * 1024 * 1024  # characters


def rows_of_any_dialect(
    text: TextIO, dialect: Dialect, raw: list[str], keeps_raw: Callable[[], bool]
) -> Iterator[list[str]]:
    """Yield the rows of ``text``; put each row's own text into ``raw`` when ``keeps_raw``.

    Raises csv.Error when a row is too long.
    """
    row: list[str] = []
    cell: list[str] = []
    own: list[str] = []
    length = 0
    for kind, token in _tokens(text, dialect):
        length += len(token)
        if length > LONGEST_ROW:
            raise csv.Error(f"it is longer than {LONGEST_ROW:,} characters")
        own.append(token)
        if kind == "double":
            cell.append(token[len(token) // 2 :])
        elif kind == "escaped":
            cell.append(token[1:])
        elif kind == "text":
            cell.append(token)
        elif kind in ("delimiter", "end"):
            row.append("".join(cell))
            cell.clear()
            if kind == "end":
                if keeps_raw():
                    raw.append("".join(own))
                yield row
                row, length = [], 0
                own.clear()
    if own:
        row.append("".join(cell))
        if keeps_raw():
            raw.append("".join(own))
        yield row


def _tokens(text: TextIO, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each token: double, escaped, quote, end, delimiter or text."""
    patterns, longest = _patterns(dialect)
    buffer, place, is_last, is_quoted = "", 0, False, False
    while not is_last or place < len(buffer):
        if not is_last and len(buffer) - place <= longest:
            more = text.read(_CHUNK)
            is_last = not more
            buffer, place = buffer[place:] + more, 0
            continue
        safe = len(buffer) if is_last else len(buffer) - longest
        pattern = patterns[is_quoted]
        token = pattern.match(buffer, place)
        if token:
            is_quoted ^= token.lastgroup == "quote"
            yield token.lastgroup or "", token[0]
            place = token.end()
            continue
        following = pattern.search(buffer, place)
        stop = min(following.start(), safe) if following else safe
        stop = max(stop, place + 1)
        yield "text", buffer[place:stop]
        place = stop


def _patterns(dialect: Dialect) -> tuple[dict[bool, re.Pattern[str]], int]:
    """Return the tokens outside (False) and inside (True) quotes, and the longest one's length."""
    endings = sorted(dialect.line_terminators, key=len, reverse=True)
    cuts = {"end": "|".join(map(re.escape, endings)), "delimiter": re.escape(dialect.delimiter)}
    outside, inside = {}, {}
    if dialect.quote is not None:
        quote = re.escape(dialect.quote)
        inside = {"double": quote * 2} if dialect.double_quote else {"escaped": r"\\(?s:.)"}
        outside = {"quote": quote} if dialect.double_quote else inside | {"quote": quote}
        inside = inside | {"quote": quote}
    tokens = [dialect.delimiter, (dialect.quote or "") * 2, *endings]
    patterns = {
        is_quoted: re.compile("|".join(f"(?P<{kind}>{text})" for kind, text in kinds.items()))
        for is_quoted, kinds in ((False, outside | cuts), (True, inside))
    }
    return patterns, max(2, *map(len, tokens))
