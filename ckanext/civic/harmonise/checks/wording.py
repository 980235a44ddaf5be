"""Small pieces of the sentences in which checks speak."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHOWN = 10
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 row`` or ``2 rows``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def quoted(names: Iterable[str], shown: int = _SHOWN) -> str:
    """Return ``“A”, “B” and 3 more``: the publisher's own words, at most ``shown`` of them."""
    every = list(dict.fromkeys(names))
    listed = ", ".join(f"“{name}”" for name in every[:shown])
    more = len(every) - shown
    return f"{listed} and {more} more" if more > 0 else listed


def percent(share: float) -> str:
    """Return a share such as 0.941 as ``94.1 %``; never 100 % or 0 % for what is not quite so."""
    if share in (0.0, 1.0):
        return f"{share * 100:.0f} %"
    return f"{min(99.9, max(0.1, share * 100)):.1f} %"


def pattern_of(value: str) -> str:
    """Return the shape of a value without what it says: ``31/02/2014`` gives ``99/99/9999``.

    A run of letters becomes ``Aa``, ``a`` or ``A``, and at most 40 signs are kept, so that a shape
    can be shown where the value itself may hold a name.
    """
    shape = _DIGITS.sub(lambda run: "9" * len(run[0]), value.strip())
    return _LETTERS.sub(_letters, shape)[:40] or "(empty)"


def _letters(run: re.Match[str]) -> str:
    text = run[0]
    if text.isupper():
        return "A"
    return "a" if text.islower() else "Aa"
