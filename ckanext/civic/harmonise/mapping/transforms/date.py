"""``date: {formats, pivot_year}``: a day, month or year as ISO 8601, as precise as it was given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime
from typing import Any

from ..problems import ValueProblem
from .registry import Step, parameters, transform

# 1950 to 2049: our choice (docs/adr/0006), because Python's own rule makes 1/1/68 a day in 2068
PIVOT_YEAR = 2049
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIRECTIVE = re.compile(r"%([a-zA-Z%])")
_DAY, _MONTH, _YEAR = set("djxcD"), set("mbBjxcDhu"), set("YyxcGD")
_SAMPLE = datetime(2003, 4, 5)
_EXAMPLE = datetime(2026, 3, 31, 14, 10)  # its day is no month


@transform("date")
def date(given: Any) -> Step:
    """Return a step that reads dates in the declared formats (as of ``strptime``).

    A format is declared for the whole column, never guessed for a value; a format without a day
    gives a month (``2014-09``), one without a month a year. ISO 8601 days are always accepted too:
    spreadsheets give them, and they have one meaning only. Two-digit years are in the hundred
    years that end with ``pivot_year``.
    """
    plain = isinstance(given, (str, list, tuple))
    options = parameters({"formats": given} if plain else given, formats=[], pivot_year=PIVOT_YEAR)
    formats = checked_formats(options["formats"])
    pivot_year = options["pivot_year"]
    if not isinstance(pivot_year, int):
        raise ValueError("‘pivot_year’ is a year such as 2049")

    def step(text: str) -> str:
        if _ISO.fullmatch(text):
            try:
                return Date.fromisoformat(text).isoformat()
            except ValueError:
                raise ValueProblem("a date") from None
        for form in formats:
            found = read(text, form, pivot_year)
            if found:
                return found
        swapped = any(read(text, _swapped(form), pivot_year) for form in formats)
        mixed = ", and here day and month are in another order" if swapped else ""
        raise ValueProblem(f"a date such as {' or '.join(map(example, formats))}{mixed}")

    return step


def example(form: str) -> str:
    """Return a time in a format of ``strptime``, for who does not know these: ``31/03/2026``."""
    return _EXAMPLE.strftime(form)


def checked_formats(given: Any) -> list[str]:
    """Return formats; raises ValueError for what is none and for two that read a text differently.

    With ``%d/%m/%Y`` beside ``%m/%d/%Y`` nobody could tell what 03/04/2020 means.
    """
    formats = [given] if isinstance(given, str) else given
    if not formats or not all(isinstance(one, str) and _directives(one) for one in formats):
        raise ValueError('expected formats such as ["%d/%m/%Y"]')
    for one in formats:
        if not _directives(one) & _YEAR:
            raise ValueError(f"the format “{one}” has no year")
        text = _SAMPLE.strftime(one)
        for other in formats:
            found = read(text, other, PIVOT_YEAR)
            if found and found != read(text, one, PIVOT_YEAR):
                raise ValueError(f"“{one}” and “{other}” would read one text as different dates")
    return list(formats)


def read(text: str, form: str, pivot_year: int) -> str | None:
    """Return ISO 8601 text as precise as the format, or None when it does not fit."""
    try:
        found = datetime.strptime(text, form)
    except ValueError:
        return None
    known = _directives(form)
    year = found.year
    if "y" in known:
        year = pivot_year - (pivot_year - year) % 100
    try:
        day = found.replace(year=year).date().isoformat()
    except ValueError:  # 29 February of a year that has none
        return None
    if known & _DAY:
        return day
    return day[:7] if known & _MONTH else day[:4]


def _directives(form: str) -> set[str]:
    return set(_DIRECTIVE.findall(form))


def _swapped(form: str) -> str:
    return form.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m")


def formats_of(step: Any) -> Sequence[str]:
    """Return the formats that a ``date`` step of a crosswalk declares."""
    if not isinstance(step, dict) or "date" not in step:
        return ()
    given = step["date"]
    formats = given.get("formats", ()) if isinstance(given, dict) else given
    return [formats] if isinstance(formats, str) else list(formats or ())
