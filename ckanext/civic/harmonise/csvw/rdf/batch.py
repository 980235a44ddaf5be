"""Some rows, turned into columns, while they are converted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

Columns = Sequence[Sequence[str]]


def columns_of(rows: Sequence[Sequence[str]], width: int) -> Columns:
    """Return ``width`` columns of rows; missing cells are empty."""
    if set(map(len, rows)) == {width}:
        return list(zip(*rows, strict=True))
    even = list(zip_longest(*rows, fillvalue=""))[:width]
    return even + [("",) * len(rows)] * (width - len(even))


class Batch:
    """Rows of a table, by column; what is worked out for them is kept until they are done.

    There are ``size`` rows. ``first`` is the number of the first one; ``sources`` are the rows'
    numbers in the file.
    """

    def __init__(self, columns: Columns, size: int, first: int, sources: Sequence[int]) -> None:
        self.columns = columns
        self.size = size
        self.first = first
        self.sources = sources
        self._kept: dict[object, Any] = {}

    @property
    def numbers(self) -> range:
        """The rows' numbers."""
        return range(self.first, self.first + self.size)

    def keep(self, key: object, make: Callable[[], Any]) -> Any:
        """Return what ``make`` answers, asking it once for each ``key``."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]
