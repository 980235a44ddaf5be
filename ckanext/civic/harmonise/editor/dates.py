"""The ways in which councils write dates, and which of them fit a column's values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

# strptime format: what it looks like; 30 September 2014, ten past two in the afternoon
FORMATS = {
    "%Y-%m-%d": "2014-09-30 (year, month, day)",
    "%d/%m/%Y": "30/09/2014 (day, month, year)",
    "%m/%d/%Y": "09/30/2014 (month, day, year)",
    "%d/%m/%y": "30/09/14 (day, month, short year)",
    "%d.%m.%Y": "30.09.2014",
    "%d.%m.%y": "30.09.14",
    "%d-%m-%Y": "30-09-2014",
    "%Y/%m/%d": "2014/09/30",
    "%Y%m%d": "20140930",
    "%d-%b-%y": "30-Sep-14",
    "%d-%b-%Y": "30-Sep-2014",
    "%d %b %Y": "30 Sep 2014",
    "%d %B %Y": "30 September 2014",
    "%b %Y": "Sep 2014 (a month)",
    "%B %Y": "September 2014 (a month)",
    "%b-%y": "Sep-14 (a month)",
    "%m/%Y": "09/2014 (a month)",
    "%Y-%m": "2014-09 (a month)",
    "%Y": "2014 (a year)",
    "%Y-%m-%dT%H:%M:%S": "2014-09-30T14:10:00",
    "%Y-%m-%d %H:%M:%S": "2014-09-30 14:10:00",
    "%d/%m/%Y %H:%M": "30/09/2014 14:10",
    "%d/%m/%Y %H:%M:%S": "30/09/2014 14:10:00",
}
DATATYPES = ("date", "datetime", "year_month", "year", "period")


@dataclass(frozen=True)
class Fit:
    """A format, what it looks like, and how many of a column's distinct values it can read."""

    format: str
    example: str
    fitting: int


def fits(values: Iterable[str]) -> list[Fit]:
    """Return every format with its count, the best first; equal ones in the order of `FORMATS`."""
    texts = [text for value in values if (text := value.strip())]
    found = [
        Fit(format, example, sum(_is_read(text, format) for text in texts))
        for format, example in FORMATS.items()
    ]
    return sorted(found, key=lambda fit: -fit.fitting)


def _is_read(text: str, format: str) -> bool:
    try:
        datetime.strptime(text, format)
    except ValueError:
        return False
    return True
