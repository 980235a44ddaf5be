"""A small copy of a large file for a preview: its first rows, and others spread over the rest."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from ..readers import Table

# Source: our choice; about a second of work, and enough to meet each frequent value
FIRST_ROWS = 500
SPREAD_ROWS = 2_500


@dataclass(frozen=True)
class Excerpt:
    """``numbers`` are the file's row numbers of the rows taken, out of ``total``."""

    numbers: tuple[int, ...]
    total: int

    @property
    def is_whole(self) -> bool:
        """Tell whether every row was taken."""
        return len(self.numbers) == self.total


def write_excerpt(table: Table, total: int, path: Path) -> Excerpt:
    """Write header and some rows of a table to ``path`` as CSV in UTF-8.

    ``total`` is the number of rows of the table, or near it. Raises what the reader raises.
    """
    step = max(1, math.ceil((total - FIRST_ROWS) / SPREAD_ROWS))
    numbers, last = [], 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.header)
        for number, cells in table.rows(ragged=lambda number, cells: None):
            last = number
            if number <= FIRST_ROWS or (number - FIRST_ROWS) % step == 0:
                writer.writerow(cells)
                numbers.append(number)
    return Excerpt(tuple(numbers), last)
