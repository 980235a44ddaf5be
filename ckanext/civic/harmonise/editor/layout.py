"""The layout of a file: its headings, and how they differ from those of another time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..mapping.columns import nearest, normal


@dataclass(frozen=True)
class Differences:
    """What became of headings: ``new`` and ``gone`` ones, and ``renamed`` (old → new, probably)."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """Return how many headings differ."""
        return len(self.new) + len(self.gone) + len(self.renamed)


def fingerprint(header: Iterable[str]) -> str:
    """Return what tells one layout from another: a SHA-256 in hexadecimal.

    Order, case and runs of spaces do not count, as they do not when columns are matched.
    """
    text = "\n".join(sorted(map(normal, header)))
    return hashlib.sha256(text.encode()).hexdigest()


def compare(old: Sequence[str], new: Sequence[str]) -> Differences:
    """Return how the header ``new`` differs from ``old``."""
    before, after = set(map(normal, old)), set(map(normal, new))
    gone = [heading for heading in old if normal(heading) not in after]
    added = [heading for heading in new if normal(heading) not in before]
    renamed = []
    for heading in list(gone):
        near = nearest(heading, added)
        if near:
            renamed.append((heading, near))
            gone.remove(heading)
            added.remove(near)
    return Differences(tuple(added), tuple(gone), tuple(renamed))


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """Return the share of all headings that both have, 0 to 1."""
    before, after = set(map(normal, old)), set(map(normal, new))
    return len(before & after) / len(before | after) if before | after else 0.0
