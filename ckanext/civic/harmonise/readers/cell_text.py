"""A cell of a spreadsheet or of JSON as exact text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

_EXACT_INTEGERS = 1e15  # a double holds every integer up to here
_MOST_NOUGHTS = 400  # a double has at most 308
_MIDNIGHT = dt.time()


def cell_text(value: Any) -> str:
    """Return a value as text: shortest exact decimals, ISO 8601 dates and times, true or false.

    ``5.0`` is ``5``, for a sheet knows no other integers. A date at midnight is a day. A span of
    time is hours, minutes and seconds, as sheets show it.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == _MIDNIGHT else value).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return _span_text(value)
    if isinstance(value, Decimal):
        return decimal_text(value)
    return "" if value is None else str(value)


def decimal_text(value: Decimal) -> str:
    """Return a number without an exponent, but for one that would need very many noughts."""
    is_plain = value.is_finite() and abs(value.adjusted()) <= _MOST_NOUGHTS
    return format(value, "f") if is_plain else str(value)


def _float_text(value: float) -> str:
    if value != value:
        return ""
    if -_EXACT_INTEGERS < value < _EXACT_INTEGERS and value.is_integer():
        return str(int(value))
    shortest = repr(value)
    return format(Decimal(shortest), "f") if "e" in shortest else shortest


def _span_text(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
