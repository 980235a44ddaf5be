"""Columns that look as if they tell of persons: a person decides, and no value is shown."""

from __future__ import annotations

from collections.abc import Iterable

from .data_files import read_table
from .headings import Heading, HeadingReader, stem
from .profile import Profile

PROPOSAL = "personal data, please decide"
_SHARE = 0.5
_FIRM = frozenset({"company", "organisation", "firm", "business"})


def looks_personal(column: Profile, heading: Heading, reader: HeadingReader) -> bool:
    """Say whether heading or values tell of persons rather than of a thing or a body."""
    table = read_table("kinds")
    for text in table["personal"]:
        words = reader.read(text).word_set
        if words and words <= heading.word_set and len(heading.words) <= len(words) + 2:
            return True
    roles = {stem(word) for word in table["roles"]}
    if heading.word_set & roles and (_look_like_names(column) or _has_phones(column)):
        return True
    return has_personal_values(column)


def _look_like_names(column: Profile) -> bool:
    """Say whether the cells are two to four words without digits, as people's names are."""
    is_short = 1.5 <= column.mean_words <= 4
    return is_short and column.letters > _SHARE and column.digits < 1 - _SHARE


def _has_phones(column: Profile) -> bool:
    return column.kinds.get("telephone", 0) >= _SHARE


def has_titled_names(column: Profile) -> bool:
    """Say whether half of the cells are names with a personal title."""
    return column.kinds.get("titled_name", 0) >= _SHARE


def has_firm_beside(heading: Heading, others: Iterable[Heading]) -> bool:
    """Say whether “Agent name” stands beside “Agent company name”: then it is the person's."""
    if "name" not in heading.word_set:
        return False
    bare = heading.word_set - {"name"}
    return bool(bare) and any(
        other.word_set - {"name"} - _FIRM == bare and other.word_set & _FIRM for other in others
    )


def has_personal_values(column: Profile) -> bool:
    """Say whether half of the cells are e-mail addresses or names with a personal title."""
    patterns = read_table("kinds")["patterns"]
    return any(
        column.kinds.get(kind, 0) >= _SHARE for kind, one in patterns.items() if one.get("personal")
    )
