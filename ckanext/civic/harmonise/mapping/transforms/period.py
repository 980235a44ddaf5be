"""``period: {kind, formats}``: a day, month, quarter or year as an interval that has an address."""

from __future__ import annotations

import re
from typing import Any

from ..problems import ValueProblem
from .date import PIVOT_YEAR, checked_formats, read
from .registry import Step, parameters, transform

_QUARTER = re.compile(
    r"(?P<year>[0-9]{4})[ /-]?Q(?P<part>[1-4])|Q(?P<part2>[1-4])[ /-]?(?P<year2>[0-9]{4})"
)
_YEARS = re.compile(r"(?P<first>[0-9]{4}) ?[/–-] ?(?P<last>[0-9]{2}|[0-9]{4})")
_ISO = {
    "day": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    "month": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
    "year": re.compile(r"[0-9]{4}"),
}
_DIGITS = {"day": 10, "month": 7, "year": 4}
KINDS = (*_ISO, "quarter", "government-year")


@transform("period")
def period(given: Any) -> Step:
    """Return a step that gives ``month/2014-09``, ``quarter/2014-Q3``, ``year/2014`` and so on.

    ``kind`` is one of day, month, year, quarter and government-year (April to March, given as
    2013/14): one for the whole column, because 2011-12 is a month as well as two years.
    ``formats`` (as of ``strptime``) are for days, months and years that are not in ISO 8601.
    Source: reference.data.gov.uk, interval sets.
    """
    options = parameters(given, kind=None, formats=[])
    kind, formats = options["kind"], options["formats"]
    if kind not in KINDS:
        raise ValueError(f"‘kind’ is one of {', '.join(KINDS)}")
    if formats:
        formats = checked_formats(formats)

    def step(text: str) -> str:
        if text.startswith(f"{kind}/"):
            text = text.removeprefix(f"{kind}/")
        found = _interval(kind, text)
        for form in formats if found is None else ():
            iso = read(text, form, PIVOT_YEAR)
            found = iso if iso and len(iso) == _DIGITS.get(kind) else found
        if found is None:
            raise ValueProblem(f"a {kind}" + (f" like {' or '.join(formats)}" if formats else ""))
        return f"{kind}/{found}"

    return step


def _interval(kind: str, text: str) -> str | None:
    if kind in _ISO:
        return text if _ISO[kind].fullmatch(text) else None
    if kind == "quarter":
        found = _QUARTER.fullmatch(text)
        return (
            f"{found['year'] or found['year2']}-Q{found['part'] or found['part2']}"
            if found
            else None
        )
    found = _YEARS.fullmatch(text)
    if not found:
        return None
    first = int(found["first"])
    follows = str(first + 1).endswith(found["last"])
    return f"{first}-{first + 1}" if follows else None
