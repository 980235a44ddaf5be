"""Work done once for each distinct value of a column, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

_Made = TypeVar("_Made")

# Our choice (docs/adr/0005): enough for every code list and most street names, about 2 MB.
MOST_VALUES = 8192
LONGEST_VALUE = 500  # characters
# A column whose batches nearly always hold new values is worked out without a memory.
_NEW_SHARE, _NEW_BATCHES = 0.8, 3


class _Memory(dict[str, _Made]):
    """A dictionary that makes what it does not hold."""

    def __init__(self, make: Callable[[str], _Made]) -> None:
        super().__init__()
        self.make = make
        self.misses = 0

    def __missing__(self, raw: str) -> _Made:
        made = self.make(raw)
        self.misses += 1
        if len(raw) <= LONGEST_VALUE:
            if len(self) >= MOST_VALUES:
                self.clear()
            self[raw] = made
        return made


class Memo(Generic[_Made]):
    """Apply a function to columns of text."""

    def __init__(
        self,
        make: Callable[[str], _Made],
        bulk: Callable[[Sequence[str]], list[_Made] | None] | None = None,
    ) -> None:
        """Take the function of one value and, where there is one, of a whole column."""
        self._make = make
        self._bulk = bulk
        self._memory = _Memory(make)
        self._batches_of_new = 0

    def column(self, raws: Sequence[str]) -> list[_Made]:
        """Return the function's results, in order."""
        if self._batches_of_new >= _NEW_BATCHES:
            made = self._bulk(raws) if self._bulk else None
            return list(map(self._make, raws)) if made is None else made
        memory = self._memory
        before = memory.misses
        made = [memory[raw] for raw in raws]
        if memory.misses - before >= _NEW_SHARE * len(raws):
            self._batches_of_new += 1
            if self._batches_of_new >= _NEW_BATCHES:
                memory.clear()
        else:
            self._batches_of_new = 0
        return made
