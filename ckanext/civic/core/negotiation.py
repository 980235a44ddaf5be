"""Choose what to answer from the Accept header of a request.

Source: RFC 9110, 12.5.1 (Accept) and 12.4.2 (quality values).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class _Range:
    main: str
    sub: str
    quality: float

    def matches(self, media_type: str) -> int:
        """Return how exactly this range names ``media_type``: 3, 2, 1, or 0 for not at all."""
        main, _, sub = media_type.partition("/")
        if (self.main, self.sub) == (main, sub):
            return 3
        if (self.main, self.sub) == (main, "*"):
            return 2
        return 1 if (self.main, self.sub) == ("*", "*") else 0


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the best of ``offers`` (media types, ours to prefer first) for an Accept header.

    Without a header, or with one that nobody can read, it is the first. None means that the
    client takes none of them (406).
    """
    ranges = [r for r in map(_parse, (accept or "").split(",")) if r]
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda offer: _quality(ranges, offer))
    return best if _quality(ranges, best) > 0 else None


def _quality(ranges: Sequence[_Range], offer: str) -> float:
    """Return the quality that the most exact matching range gives ``offer``."""
    exactness, quality = max((r.matches(offer), r.quality) for r in ranges)
    return quality if exactness else 0.0


def _parse(text: str) -> _Range | None:
    media_type, *parameters = (part.strip() for part in text.split(";"))
    main, slash, sub = media_type.lower().partition("/")
    if not (main and slash and sub):
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                return None
    return _Range(main, sub, quality)
