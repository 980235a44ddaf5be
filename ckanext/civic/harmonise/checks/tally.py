"""Count what a check finds by column and pattern, and send each row to the downloadable list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ..report import SAMPLE_ROWS, Pattern

_MOST_PATTERNS = 500
_OTHER = "(other)"


class Listing(Protocol):
    """Where every single row goes: `reports.FindingsFile`."""

    def write(
        self, row: int, key: str, check: str, column: str, value: str, expected: str, last: int = 0
    ) -> None: ...


class Tally:
    """What one check found, in bounded memory: no object is kept for a row.

    ``rows`` are the first row numbers; at most 500 patterns are told apart. ``count`` counts cells,
    ``row_count`` rows: cells of one row are added one after the other.
    """

    def __init__(self, check: str) -> None:
        self.check = check
        self.listing: Listing | None = None
        self.count = self.row_count = 0
        self._last_row = -1
        self.rows: list[int] = []
        self._patterns: dict[tuple[str, str, str], list[int]] = {}

    def add(
        self,
        row: int,
        column: str,
        *,
        key: str = "",
        value: str = "",
        expected: str = "",
        pattern: str = "",
    ) -> None:
        """Count one row; ``pattern`` is what of the value may be shown in a report."""
        self.count += 1
        self.row_count += row != self._last_row
        self._last_row = row
        if len(self.rows) < SAMPLE_ROWS and (not self.rows or self.rows[-1] != row):
            self.rows.append(row)
        counted = self._patterns.setdefault(self._place(column, pattern, expected), [0])
        counted[0] += 1
        if len(counted) <= SAMPLE_ROWS:
            counted.append(row)
        if self.listing is not None:
            self.listing.write(row, key, self.check, column, value, expected)

    def add_run(self, first: int, last: int, column: str, *, expected: str = "") -> None:
        """Count the rows from ``first`` to ``last``, which are alike; the list names the run."""
        count = last - first + 1
        sample = range(first, first + min(count, SAMPLE_ROWS))
        self.count += count
        self.row_count += count
        self._last_row = last
        self.rows += sample[: SAMPLE_ROWS - len(self.rows)]
        counted = self._patterns.setdefault(self._place(column, "", expected), [0])
        counted[0] += count
        counted += sample[: SAMPLE_ROWS + 1 - len(counted)]
        if self.listing is not None:
            self.listing.write(first, "", self.check, column, "", expected, last)

    def _place(self, column: str, pattern: str, expected: str) -> tuple[str, str, str]:
        """Return what is counted as one; many different ones are not told apart any more."""
        place = (column, pattern, expected)
        if place in self._patterns or len(self._patterns) < _MOST_PATTERNS:
            return place
        place = (column, _OTHER, expected)
        is_known = place in self._patterns or len(self._patterns) < 2 * _MOST_PATTERNS
        return place if is_known else (column, _OTHER, "")

    @property
    def columns(self) -> list[str]:
        """Return the columns that were counted, the most frequent first."""
        return list(self.by_column())

    def by_column(self) -> dict[str, int]:
        """Return how often each column was counted, the most frequent first."""
        return _sums((column, count[0]) for (column, _, _), count in self._patterns.items())

    def by_expected(self) -> dict[tuple[str, str], int]:
        """Return how often each (column, expected) was counted, the most frequent first."""
        return _sums(
            ((column, expected), count[0])
            for (column, _, expected), count in self._patterns.items()
        )

    def first_rows(self) -> dict[tuple[str, str], int]:
        """Return the first row that was counted of each (column, expected)."""
        rows: dict[tuple[str, str], int] = {}
        for (column, _, expected), counted in self._patterns.items():
            first = min(counted[1:], default=0)
            rows[column, expected] = min(rows.get((column, expected), first), first)
        return rows

    def patterns(self) -> tuple[Pattern, ...]:
        """Return the patterns, the most frequent first."""
        ordered = sorted(self._patterns.items(), key=lambda one: (-one[1][0], one[0]))
        return tuple(
            Pattern(column, pattern, count[0], tuple(count[1:]), expected)
            for (column, pattern, expected), count in ordered
        )


def _sums(counts: Iterable[tuple]) -> dict:
    sums: dict = {}
    for name, count in counts:
        sums[name] = sums.get(name, 0) + count
    return dict(sorted(sums.items(), key=lambda one: -one[1]))
