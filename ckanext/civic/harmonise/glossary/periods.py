"""Periods in words. Source: reference.data.gov.uk, interval sets (the paths of its identifiers)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable

from ..models import PERIOD_BASE

_MONTHS = tuple(calendar.month_name)


def period_name(iri: str) -> str:
    """Return a period's address in words, such as "September 2014"; empty when it is none."""
    if not iri.startswith(PERIOD_BASE):
        return ""
    path = iri[len(PERIOD_BASE) :]
    for pattern, words in _PATTERNS:
        found = re.fullmatch(pattern, path)
        if found:
            return words(found)
    return ""


def _month(year: str, month: str) -> str:
    return f"{_MONTHS[int(month)]} {year}"


def _quarter(found: re.Match[str]) -> str:
    first = 3 * int(found[2]) - 2
    return f"{_MONTHS[first]} to {_MONTHS[first + 2]} {found[1]}"


_PATTERNS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"year/(\d{4})", lambda found: found[1]),
    (r"month/(\d{4})-(0[1-9]|1[0-2])", lambda found: _month(found[1], found[2])),
    (r"quarter/(\d{4})-Q([1-4])", _quarter),
    (
        r"day/(\d{4})-(0[1-9]|1[0-2])-(\d{2})",
        lambda found: f"{int(found[3])} {_month(found[1], found[2])}",
    ),
    (
        r"government-year/(\d{4})-(\d{4})",
        lambda found: f"April {found[1]} to March {found[2]}",
    ),
)
