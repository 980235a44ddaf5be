"""Merged cells: which of the cells under a merge show its value.

A sheet keeps the value of a merged region in its first cell. A label that is merged down several
rows is the label of each of them, so it is repeated. A number is not: an amount merged over three
rows is one amount, and three would falsify the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Place = tuple[int, int]  # row and column, from 0
Region = tuple[Place, Place]  # first and last cell


@dataclass
class MergedCells:
    """The merged regions of one sheet, as they change its rows."""

    regions: Sequence[Region]
    _starting: dict[int, list[Region]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for region in self.regions:
            self._starting.setdefault(region[0][0], []).append(region)

    def filled(self, rows: Iterable[list[Any]], first_column: int) -> Iterator[list[Any]]:
        """Yield the rows with texts repeated down their merged regions.

        ``first_column`` is the column of the sheet that the first cell of a row stands in.
        """
        open_regions: list[tuple[Region, str]] = []
        for number, row in enumerate(rows):
            open_regions = [one for one in open_regions if one[0][1][0] >= number]
            for ((_, left), _), text in open_regions:
                row[left - first_column] = text
            for region in self._starting.get(number, ()):
                (top, left), (bottom, _) = region
                value = row[left - first_column] if left >= first_column else None
                if bottom > top and isinstance(value, str) and value:
                    open_regions.append((region, value))
            yield row

    def grouping_rows(self) -> frozenset[int]:
        """Return the rows with a text merged across columns: titles, or groups of headings."""
        return frozenset(top for (top, left), (_, right) in self.regions if right > left)

    def headings(
        self, row: int, rows: Sequence[Sequence[str]], first_column: int
    ) -> dict[int, str]:
        """Return by index the headings of ``row`` that merged cells name, where they must.

        A heading that occurs twice is named with the group above it: ``2023 Budget``. A heading
        merged across columns also names the empty ones: ``Address``, ``Address (2)``.
        """
        found: dict[int, str] = {}
        names = [name.strip().casefold() for name in rows[row]]
        for (top, left), (bottom, right) in self.regions:
            columns = range(left - first_column, min(right - first_column + 1, len(names)))
            if right == left or left < first_column or not columns:
                continue
            text = rows[top][columns[0]].strip()
            if top <= row <= bottom:
                found.update({c: f"{text} ({i})" for i, c in enumerate(columns, 1) if i > 1})
            elif bottom == row - 1 and len(columns) < len(names):
                twice = [c for c in columns if names[c] and names.count(names[c]) > 1]
                found.update({c: f"{text} {rows[row][c].strip()}" for c in twice})
        return found
