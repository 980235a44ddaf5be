"""The date formats that the form offers for a column, and how many of its values each reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..guess.dates import DAY_FORMATS, MONTH_FORMATS, reads_date

# datatype: the step of an expression that reads it in a format of strptime
STEPS = {"date": "date", "year_month": "date", "year": "date", "datetime": "datetime"}
FORMATS = (*DAY_FORMATS, *MONTH_FORMATS, "%Y")
_SHOWN = datetime(2014, 9, 30, 14, 10)
_PARTS = {"%d": "day", "%m": "month", "%Y": "year", "%y": "short year"}


@dataclass(frozen=True)
class Fit:
    """A format, what it looks like, and how many of a column's distinct values it can read."""

    format: str
    example: str
    fitting: int


def fits(values: Iterable[str], datatype: str = "date") -> list[Fit]:
    """Return every format with its count, the best first; equal ones in the order of `FORMATS`.

    For ``datetime`` the formats with a time only.
    """
    texts = [text for value in values if (text := value.strip())]
    found = [
        Fit(format, example(format), sum(reads_date(text, format) for text in texts))
        for format in FORMATS
        if datatype != "datetime" or "%H" in format
    ]
    return sorted(found, key=lambda fit: -fit.fitting)


def example(format: str) -> str:
    """Return what a format looks like: ``30/09/2014 (day, month, year)``."""
    text = _SHOWN.strftime(format)
    if format in MONTH_FORMATS:
        return f"{text} (a month)"
    if format == "%Y":
        return f"{text} (a year)"
    if re.search("[A-Za-z]{3}", text):
        return text  # a month in words cannot be taken for a day
    parts = (_PARTS[one] for one in re.findall("%[dmYy]", format))
    return f"{text} ({', '.join(parts)})"
