"""Which row has the headings: found by evidence, or as declared.

A row has the headings when it is about as wide as the rows below it, most of its cells are text,
and none of them is a number over a column of numbers. Titles have too few cells; rows of a table
have numbers. Without such a row, the first that is not blank is taken.

Source: our choice (docs/adr/0008-readers-are-bounded.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LOOKED_AT_ROWS = 200
_SHOWN_ROWS = 10
_SHOWN_CHARACTERS = 200
_WIDE_ENOUGH = 0.6  # of the columns that the rows below fill
_MOSTLY = 0.75
_UNLIKE = 0.5
# numbers with signs, currency, grouping and per cent; dates; but not years, which head columns
_VALUE = re.compile(
    r"(?!(?:19|20)\d\d$)[-+(£$€]*\d[\d,. ]*%?\)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?"
    r"|true|false",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class HeaderRow:
    """The index of the row of headings from 0, why it, and the rows above it that hold text."""

    index: int
    evidence: str
    skipped: tuple[str, ...]

    def decisions(self, line: int) -> dict[str, Any]:
        """Return what was decided, for people; nothing when the first row has the headings."""
        if not self.index and self.evidence != "declared":
            return {}
        found: dict[str, Any] = {"header_row": line, "header_evidence": self.evidence}
        if self.skipped:
            found["skipped_rows"] = list(self.skipped)
        return found


def find_header(
    rows: Sequence[Sequence[str]],
    declared: int | None = None,
    grouping: frozenset[int] = frozenset(),
) -> HeaderRow:
    """Return which of the first rows of a file has the headings; ``declared`` is its index.

    A row of ``grouping``, with texts merged across columns, is only taken when no other can be.
    """
    if declared is not None:
        return HeaderRow(declared, "declared", shown_texts(rows[:declared]))
    extents = [_extent(row) for row in rows]
    enough = max(extents, default=0) and _body_width(extents) * _WIDE_ENOUGH
    for index in sorted(range(len(rows)), key=lambda index: index in grouping):
        row = rows[index]
        below = rows[index + 1 :]
        if _filled(row) >= enough > 0 and any(extents[index + 1 :]) and _are_headings(row, below):
            evidence = "the first row of texts, as wide as the rows below it"
            return HeaderRow(index, evidence, shown_texts(rows[:index]))
    first = next((index for index, extent in enumerate(extents) if extent), 0)
    return HeaderRow(first, "the first row with text", ())


def _extent(row: Sequence[str]) -> int:
    """Return the number of cells up to the last one with text."""
    for index in range(len(row), 0, -1):
        if row[index - 1].strip():
            return index
    return 0


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _body_width(extents: Sequence[int]) -> int:
    """Return the commonest extent of the rows that have text; the larger one of two as common."""
    counts = Counter(extent for extent in extents if extent)
    return max(counts, key=lambda extent: (counts[extent], extent), default=0)


def _are_headings(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row is mostly text, and no number stands over a column of numbers."""
    values = [index for index, cell in enumerate(row) if _is_value(cell)]
    texts = [cell.strip().casefold() for cell in row if cell.strip() and not _is_value(cell)]
    if len(texts) < (len(texts) + len(values)) * _MOSTLY or len(set(texts)) == 1 < len(texts):
        return False
    return not any(_is_column_of_values(index, below) for index in values)


def _is_column_of_values(index: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [row[index] for row in rows if index < len(row) and row[index].strip()]
    return sum(map(_is_value, cells)) > len(cells) * _UNLIKE


def _is_value(cell: str) -> bool:
    return bool(_VALUE.fullmatch(cell.strip()))


def shown_texts(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the rows that hold text as one text each, the first few."""
    texts = (" | ".join(cell.strip() for cell in row if cell.strip()) for row in rows)
    return tuple(text[:_SHOWN_CHARACTERS] for text in texts if text)[:_SHOWN_ROWS]
