"""“Address 1”, “Address 2” …: numbered lines are parts of an address, never the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from .inspected import InspectedFile
from .profile import Profile

_NUMBERS = {"1", "2", "3", "4", "5"}
_BESIDE = {"town", "city", "locality", "village", "settlement", "postcode"}
_PLACES = ("town", "area_name")  # concepts of the field for a line that holds names of towns
_MOST_TOWN_WORDS = 2.5
_REPEATED = 0.75  # of the rows, at most: towns repeat
_FEW_ROWS = 4


def numbered_lines(file: InspectedFile) -> list[int]:
    """Return the filled columns that are numbered lines, in order of their numbers.

    None when the first stands alone and nothing beside it is another part of the address: then it
    may be the whole.
    """
    found: list[tuple[str, int]] = []
    is_beside = False
    for index, heading in enumerate(file.headings):
        numbers = heading.word_set & _NUMBERS
        is_line = len(numbers) == 1 and heading.word_set - numbers - {"line"} == {"address"}
        if is_line and not file.columns[index].is_blank:
            found.append((min(numbers), index))
        is_beside |= bool(heading.word_set & _BESIDE) and not file.columns[index].is_blank
    lines = [index for _, index in sorted(found)]
    if len(lines) == 1 and (not is_beside or _is_whole(file.columns[lines[0]])):
        return []
    return lines


def fields_of_lines(
    lines: Sequence[int],
    columns: Sequence[Profile],
    free: Mapping[str, str],
    given: Set[str],
) -> dict[int, str]:
    """Return the field of each line.

    ``free`` are the concepts of the fields that no other column fills, by field; ``given`` those
    of the fields that one does. Lines of a whole address that has a column of its own get none.
    """
    if "address" in given:
        return {}
    fields: dict[int, str] = {}
    rest = list(lines)
    town = next((name for concept in _PLACES for name, one in free.items() if one == concept), None)
    if town and len(rest) > 1 and not given & {"town"} and holds_towns(columns[rest[-1]]):
        fields[rest.pop()] = town
    wanted = ("street", "address") if len(rest) == 1 else ("address",)
    field = next((name for concept in wanted for name, one in free.items() if one == concept), None)
    if field:
        fields.update(dict.fromkeys(rest, field))
    return fields


def holds_towns(column: Profile) -> bool:
    """Say whether the cells are short names without digits that repeat, as those of towns do."""
    is_short = column.mean_words <= _MOST_TOWN_WORDS and column.digits < 0.1
    return is_short and column.rows >= _FEW_ROWS and column.distinct_share <= _REPEATED


def _is_whole(column: Profile) -> bool:
    """Say whether most cells are addresses of several parts, with commas or line ends."""
    several = sum(count for text, count in column.looked_at.items() if "," in text or "\n" in text)
    return several > sum(column.looked_at.values()) / 2
