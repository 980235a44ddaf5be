"""Days and times as terms: ISO 8601 in, XML Schema out."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from functools import lru_cache

from ckanext.civic.core.nquads import XSD

_LONGEST = 40  # characters of any date; what is longer is none
_YEAR = re.compile(r"(?!0000)\d{4}")
_MONTH = re.compile(r"(?!0000)\d{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CKAN_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,6})?Z?", re.ASCII)
_DURATION = re.compile(
    r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII
)


def moment(value: object) -> str | None:
    """Return a date term for ISO 8601 text: a day, a month, a year, or a time in UTC.

    A time without a zone is taken as UTC, which is how CKAN stores its own times. Any other text
    is None: 03/04/2014 is two days.
    """
    if isinstance(value, str) and len(value) <= _LONGEST and value.isascii():
        return _moment(value)
    return moment(value.isoformat()) if isinstance(value, date) else None


@lru_cache(maxsize=4096)
def _moment(value: str) -> str | None:
    text = value.strip()
    if _YEAR.fullmatch(text):
        return f'"{text}"^^<{XSD}gYear>'
    if _MONTH.fullmatch(text):
        return f'"{text}"^^<{XSD}gYearMonth>'
    try:
        if _DAY.fullmatch(text):
            return f'"{date.fromisoformat(text).isoformat()}"^^<{XSD}date>'
        if plain := _CKAN_TIME.fullmatch(text):
            return f'"{datetime.fromisoformat(plain[1]).isoformat()}Z"^^<{XSD}dateTime>'
        when = datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", text))
        aware = when if when.tzinfo else when.replace(tzinfo=timezone.utc)
        utc = aware.astimezone(timezone.utc).replace(microsecond=0, tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return f'"{utc.isoformat()}Z"^^<{XSD}dateTime>'


def day(value: object) -> str | None:
    """Return the day of a day or a time in UTC as an ``xsd:date`` term, else None."""
    term = moment(value)
    if term is None or not term.endswith(("dateTime>", "#date>")):
        return None
    return f'"{term[1:11]}"^^<{XSD}date>'


def duration(value: object) -> str | None:
    """Return an ``xsd:duration`` term for ISO 8601 text such as ``P1D``, else None."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = value.strip()
    return f'"{text}"^^<{XSD}duration>' if _DURATION.fullmatch(text) else None


def lexical(term: str) -> str:
    """Return the text of a date term, for putting two of them in order."""
    return term[1 : term.index('"', 1)]
