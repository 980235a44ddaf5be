"""Some rows, turned into columns, while they are converted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any


class Batch:
    """Rows of a table, by column; what is worked out for them is kept until they are done.

    ``first`` is the number of the first row; ``sources`` are the rows' numbers in the file.
    """

    def __init__(
        self, rows: Sequence[Sequence[str]], width: int, first: int, sources: Sequence[int]
    ) -> None:
        self.size = len(rows)
        self.first = first
        self.sources = sources
        if set(map(len, rows)) == {width}:
            self.columns: Sequence[Sequence[str]] = list(zip(*rows, strict=True))
        else:
            even = list(zip_longest(*rows, fillvalue=""))[:width]
            self.columns = even + [("",) * self.size] * (width - len(even))
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
