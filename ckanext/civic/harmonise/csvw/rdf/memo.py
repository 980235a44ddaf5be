"""Work done once for each distinct value of a column, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

_Made = TypeVar("_Made")

# Our choice (docs/adr/0005): enough for every code list and most street names, about 2 MB.
MOST_VALUES = 8192
LONGEST_VALUE = 200  # characters
# A column of which so many of so many values were new is worked out without a memory.
NEW_SHARE, NEW_OF_VALUES = 0.8, 8192


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
        self._seen = 0
        self._is_decided = self._seldom_repeats = False

    def column(self, raws: Sequence[str]) -> list[_Made]:
        """Return the function's results, in order."""
        if self._seldom_repeats:
            made = self._bulk(raws) if self._bulk else None
            return list(map(self._make, raws)) if made is None else made
        memory = self._memory
        if not self._is_decided:
            self._learn(raws)
        made = list(map(memory.__getitem__, raws))
        self._seen += len(raws)
        if self._seen >= NEW_OF_VALUES:
            self._is_decided = True
            if memory.misses >= NEW_SHARE * self._seen:
                self.forget()
            self._seen = memory.misses = 0
        return made

    def _learn(self, raws: Sequence[str]) -> None:
        """Work out new values all at once, while it is open whether the column repeats.

        In a column of keys, 8,192 values one by one cost a quarter of the time of 100,000 rows.
        """
        fresh = [one for one in set(raws).difference(self._memory) if 0 < len(one) <= LONGEST_VALUE]
        made = self._bulk(fresh) if self._bulk and fresh else None
        if made is not None:
            self._memory.update(zip(fresh, made, strict=True))
            self._memory.misses += len(fresh)

    def forget(self) -> None:
        """Work without a memory from now on."""
        self._seldom_repeats = True
        self._memory.clear()
