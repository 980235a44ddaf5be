"""``when``: in which rows a rule of the crosswalk holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .memory import Remembered

# From the source columns of a batch to whether the condition holds, row by row
Condition = Callable[[Sequence[Sequence[str]]], list[bool]]

_TESTS = ("is", "is_not", "matches", "filled")


def compile_condition(
    when: Mapping[str, Any] | Sequence[Mapping[str, Any]], columns: Mapping[str, int]
) -> Condition:
    """Return the function for ``{column, is | is_not | matches | filled}`` or a list of them.

    ``is`` and ``is_not`` compare whole texts in any case, ``matches`` is a pattern for the whole
    text, ``filled`` asks whether there is any. In a list, all must hold.
    Raises ValueError when it is none of these.
    """
    if isinstance(when, Mapping):
        return _one(when, columns)
    if not when:
        raise ValueError("‘when’ is empty")
    every = [_one(one, columns) for one in when]

    def all_hold(table: Sequence[Sequence[str]]) -> list[bool]:
        return list(map(all, zip(*(holds(table) for holds in every), strict=True)))

    return all_hold


def columns_of_condition(when: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the columns that a condition looks at."""
    return [when["column"]] if isinstance(when, Mapping) else [one["column"] for one in when]


def _one(when: Mapping[str, Any], columns: Mapping[str, int]) -> Condition:
    index = columns[when["column"]]
    test = _test(when)
    known = Remembered(lambda cell: "y" if test(cell.strip()) else None)
    return lambda table: list(map(bool, map(known.__getitem__, table[index])))


def _test(when: Mapping[str, Any]) -> Callable[[str], bool]:
    given = [name for name in _TESTS if name in when]
    if len(given) != 1:
        raise ValueError(f"‘when’ needs one of {', '.join(_TESTS)}")
    wanted = when[given[0]]
    if given[0] == "filled":
        return lambda text: bool(text) is wanted
    if given[0] == "matches":
        try:
            pattern = re.compile(wanted)
        except re.error as error:
            raise ValueError(f"‘matches’ is no regular expression ({error})") from None
        return lambda text: bool(pattern.fullmatch(text))
    texts = {text.strip().casefold() for text in wanted}
    if not texts:
        raise ValueError(f"‘{given[0]}’ names no text")
    return lambda text: (text.casefold() in texts) is (given[0] == "is")
