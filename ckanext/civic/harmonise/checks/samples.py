"""An even sample of pairs of numbers out of a stream of unknown length."""

from __future__ import annotations

from array import array
from collections.abc import Sequence


class EvenSample:
    """Keep every n-th row, doubling n when there are too many: always spread over the whole file.

    ``columns`` are as many arrays of floats as a row has values.
    """

    def __init__(self, width: int, most: int = 8_000) -> None:
        self.columns = [array("d") for _ in range(width)]
        self._most = most
        self._every = 1
        self._seen = 0

    def add(self, *columns: Sequence[float]) -> None:
        """Take rows, given as columns of equal length."""
        count = len(columns[0])
        first = -self._seen % self._every
        for kept, given in zip(self.columns, columns, strict=True):
            kept.extend(given[first :: self._every])
        self._seen += count
        while len(self) > self._most:
            self.columns = [kept[::2] for kept in self.columns]
            self._every *= 2

    def __len__(self) -> int:
        return len(self.columns[0])
