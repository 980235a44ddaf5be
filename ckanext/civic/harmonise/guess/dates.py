"""Which form the dates of a column have: the one that reads all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

# Day before month, as British councils write; the American order only where nothing else reads
# all. Source: strptime(3); what each gives is in DAY, MONTH.
DAY_FORMATS = (
    "%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y", "%d.%m.%Y", "%d.%m.%y",
    "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %b %y", "%d %B %Y", "%d/%b/%Y", "%d/%b/%y",
    "%Y%m%d", "%Y/%m/%d", "%d%m%Y", "%A %d %B %Y", "%A, %d %B %Y", "%B %d, %Y", "%b %d, %Y",
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ",
    "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%y %H:%M",
    "%d-%b-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d %b %Y %H:%M", "%m/%d/%Y", "%m/%d/%y",
)  # fmt: skip
MONTH_FORMATS = ("%b %Y", "%B %Y", "%b-%y", "%b-%Y", "%B-%y", "%b %y", "%B-%Y", "%Y-%m", "%m/%Y")
_LOOKS = re.compile(r"\d.*\d|[A-Za-z]{3}.*\d")
_TRIED = 400  # distinct values
_FIRST_NEVER, _LAST_NEVER = 2200, 1800
_FIRST_TRIED = 12  # a form that reads none of these is not tried on the rest
_SHORTEST, _LONGEST = 6, 32  # signs of a date


@dataclass(frozen=True)
class DateForm:
    """``share`` of the values is read by ``format``; ``ambiguous`` also as month before day."""

    format: str
    share: float
    ambiguous: int
    is_month: bool = False
    others: tuple[str, ...] = ()


def find_date_form(values: Mapping[str, int]) -> DateForm | None:
    """Return the form that reads most of the values (text by count), or None for none.

    ``others`` are forms that read what ``format`` does not: then the column is mixed.
    """
    tried = dict(list(values.items())[:_TRIED])
    total = sum(tried.values())
    looks = {
        text: count
        for text, count in tried.items()
        if _SHORTEST <= len(text) <= _LONGEST and _LOOKS.match(text)
    }
    if not total or sum(looks.values()) < total / 2:
        return None
    best: tuple[float, str] = (0.0, "")
    first = list(looks)[:_FIRST_TRIED]
    likely = [
        f for f in (*DAY_FORMATS, *MONTH_FORMATS) if any(reads_date(text, f) for text in first)
    ]
    for form in likely:
        share = sum(count for text, count in looks.items() if reads_date(text, form)) / total
        if share > best[0]:
            best = (share, form)
        if share == 1:
            break
    share, form = best
    if share < 0.5:
        return None
    rest = [text for text in looks if not reads_date(text, form)]
    others = [
        other
        for other in (*DAY_FORMATS, *MONTH_FORMATS)
        if rest and all(reads_date(text, other) for text in rest)
    ]
    return DateForm(form, share, _ambiguous(looks, form), form in MONTH_FORMATS, tuple(others[:1]))


def reads_date(text: str, form: str) -> bool:
    """Say whether a text is a date in a form of strptime."""
    try:
        found = datetime.strptime(text, form)
    except ValueError:
        return False
    return found.year <= 9999


def is_placeholder_day(text: str, form: str) -> bool:
    """Say whether a text is a day that stands for none: 01/01/0001, 01/01/1900, 01/01/3000."""
    try:
        year = datetime.strptime(text, form).year
    except ValueError:
        return False
    return year >= _FIRST_NEVER or year < _LAST_NEVER


def _ambiguous(values: Mapping[str, int], form: str) -> int:
    """Return how many rows hold a day that could be the month as well."""
    if not form.startswith(("%d/%m", "%d-%m", "%d.%m", "%m/%d")):
        return 0
    found = 0
    for text, count in values.items():
        try:
            day = datetime.strptime(text, form)
        except ValueError:
            continue
        if day.day <= 12 and day.day != day.month:
            found += count
    return found
