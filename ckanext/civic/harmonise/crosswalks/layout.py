"""The layout of a file: the fingerprint of its header, and how two headers differ."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..readers.headings import repaired_heading

_DIGITS = 16
_ALIKE = 0.6  # share of equal signs from which a heading may be another's new name: our choice


def normal(heading: str) -> str:
    """Return a heading without differences in case and spaces, and not garbled if that is sure."""
    return " ".join(repaired_heading(heading).split()).casefold()


def fingerprint(header: Iterable[str]) -> str:
    """Return 16 hexadecimal digits that are equal for equal headings in any order.

    Case and runs of spaces do not count.
    """
    text = "\n".join(sorted(map(normal, header)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


@dataclass(frozen=True)
class HeaderDiff:
    """How a header differs from the one that was expected.

    ``renamed`` pairs an expected heading that is gone with a new one that is probably the same
    column; these are in neither ``gone`` nor ``new``.
    """

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.renamed)

    def __str__(self) -> str:
        """Return ``new column RATE; column LAMP gone; “Postcode” probably renamed “Post code”``."""
        parts = [f"new column {', '.join(self.new)}"] if self.new else []
        parts += [f"column {', '.join(self.gone)} gone"] if self.gone else []
        parts += [f"“{old}” probably renamed “{now}”" for old, now in self.renamed]
        return "; ".join(parts)


def compare(expected: Sequence[str], header: Sequence[str]) -> HeaderDiff:
    """Return how ``header`` differs from the expected headings, in any order."""
    wanted, found = set(map(normal, expected)), set(map(normal, header))
    gone = [one for one in dict.fromkeys(expected) if normal(one) not in found]
    new = [one for one in dict.fromkeys(header) if normal(one) not in wanted]
    renamed: list[tuple[str, str]] = []
    for old in list(gone):
        now = nearest(old, new, _ALIKE)
        if now is not None:
            renamed.append((old, now))
            gone.remove(old)
            new.remove(now)
    return HeaderDiff(tuple(new), tuple(gone), tuple(renamed))


def nearest(name: str, headings: Iterable[str], cutoff: float = 0.5) -> str | None:
    """Return the heading most like ``name``, or None when none is.

    Headings that have the whole name as words come before those that merely share letters.
    """
    by_name = {normal(heading): heading for heading in reversed(list(headings))}
    words = re.compile(rf"(?<!\w){re.escape(normal(name))}(?!\w)")
    with_words = [one for one in by_name if words.search(one)]
    if with_words:
        return by_name[min(with_words, key=len)]
    alike = difflib.get_close_matches(normal(name), by_name, n=1, cutoff=cutoff)
    return by_name[alike[0]] if alike else None


def likeness(expected: Sequence[str], header: Sequence[str]) -> float:
    """Return the share of the expected headings that a header has, from 0 to 1."""
    found = set(map(normal, header))
    return sum(normal(one) in found for one in expected) / max(1, len(expected))
