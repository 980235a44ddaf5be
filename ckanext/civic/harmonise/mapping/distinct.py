"""Which texts were met before, in a few bytes each.

A text is kept as a digest of 8 bytes: texts whose digests differ differ, so "new" is always right,
while "met before" can be wrong once in some billions and is for the caller to prove. A million
texts need 8 MB and, for the last two hundred thousand, a Python set of 15 MB.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from hashlib import blake2b

_SET_SIZE = 200_000  # digests that are kept in a set before they become a sorted array


def digest(text: str) -> int:
    """Return 8 bytes of the BLAKE2b digest of a text as a number: the same in every process."""
    hashed = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(hashed, "little", signed=True)


class Distinct:
    """A set of texts that knows what is new for sure.

    ``digest`` is Python's own ``hash``, or where runs must agree even on its mistakes `digest`.
    """

    def __init__(self, digest: Callable[[str], int] = hash, set_size: int = _SET_SIZE) -> None:
        self._digest, self._set_size = digest, set_size
        self._recent: set[int] = set()
        self._older: list[array[int]] = []

    def add(self, text: str) -> bool:
        """Add a text; tell whether it is surely new."""
        return not self.add_all((text,))

    def add_all(self, texts: Sequence[str]) -> list[int]:
        """Add texts; return the indexes of those that were probably met before."""
        digests = list(map(self._digest, texts))
        fresh = set(digests)
        is_new = (
            len(fresh) == len(digests)
            and self._recent.isdisjoint(fresh)
            and not any(_meets(chunk, fresh) for chunk in self._older)
        )
        met = [] if is_new else self._met(digests)
        self._recent |= fresh
        if len(self._recent) > self._set_size:
            self._older.append(array("q", sorted(self._recent)))
            self._recent = set()
        return met

    def _met(self, digests: list[int]) -> list[int]:
        met, seen = [], set()
        for index, one in enumerate(digests):
            if one in seen or one in self._recent or self._is_older(one):
                met.append(index)
            seen.add(one)
        return met

    def _is_older(self, one: int) -> bool:
        return any(_meets(chunk, {one}) for chunk in self._older)


def _meets(chunk: array[int], digests: set[int]) -> bool:
    """Tell whether a sorted array has one of the digests."""
    last = len(chunk)
    places = {one: bisect_left(chunk, one) for one in digests}
    return any(at < last and chunk[at] == one for one, at in places.items())
