"""Columns that look as if they tell of persons: a person decides, and no value is shown."""

from __future__ import annotations

from .data_files import read_table
from .headings import Heading, HeadingReader
from .profile import Profile

PROPOSAL = "personal data, please decide"
_SHARE = 0.5


def looks_personal(column: Profile, heading: Heading, reader: HeadingReader) -> bool:
    """Say whether heading or values tell of persons rather than of a thing or a body."""
    for text in read_table("kinds")["personal"]:
        words = reader.read(text).word_set
        if words and words <= heading.word_set and len(heading.words) <= len(words) + 2:
            return True
    return has_personal_values(column)


def has_personal_values(column: Profile) -> bool:
    """Say whether half of the cells are e-mail addresses or names with a personal title."""
    patterns = read_table("kinds")["patterns"]
    return any(
        column.kinds.get(kind, 0) >= _SHARE for kind, one in patterns.items() if one.get("personal")
    )
