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
            for (_, left), _, text in ((r[0], r[1], text) for r, text in open_regions):
                row[left - first_column] = text
            for region in self._starting.get(number, ()):
                (top, left), (bottom, _) = region
                value = row[left - first_column] if left >= first_column else None
                if bottom > top and isinstance(value, str) and value:
                    open_regions.append((region, value))
            yield row

    def groups(self, row: int, first_column: int, width: int, values: Sequence[Any]) -> list[str]:
        """Return for each column the text of the region that is merged across it in ``row``."""
        names = [""] * width
        for (top, left), (bottom, right) in self.regions:
            if not top <= row <= bottom or right == left or left < first_column:
                continue
            text = str(values[left - first_column] or "").strip()
            for column in range(left - first_column, min(right - first_column + 1, width)):
                names[column] = text
        return names
