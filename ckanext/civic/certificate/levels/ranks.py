"""The levels, from nothing to the highest."""

from __future__ import annotations

# Ids of the 2016 questionnaire. Public names: Raw, Pilot, Standard, Expert, later Bronze to
# Platinum. https://github.com/theodi/open-data-certificate
LEVELS = ("none", "basic", "pilot", "standard", "exemplar")
RANK = {level: rank for rank, level in enumerate(LEVELS)}


def next_level(level: str) -> str | None:
    """Return the level above ``level``; None above the highest."""
    rank = RANK[level] + 1
    return LEVELS[rank] if rank < len(LEVELS) else None
