"""Dates and times in XML Schema's form, their validity and their order.

Source: XML Schema 1.1 Part 2, 3.3.7 to 3.3.14 and 3.4.28, appendix D.2 (seven-property model).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from .value import InvalidValue, Value

_YEAR = r"(?P<y>-?(?:[1-9][0-9]{3,8}|0[0-9]{3}))"
_MONTH, _DAY = r"(?P<M>[0-9]{2})", r"(?P<d>[0-9]{2})"
_TIME = r"(?P<H>[0-9]{2}):(?P<m>[0-9]{2}):(?P<s>[0-9]{2})(?:\.(?P<S>[0-9]+))?"
_ZONE = r"(?P<Z>Z|[+-][0-9]{2}:[0-9]{2})"
_FORMS = {
    "date": rf"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}?",
    "dateTime": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}?",
    "dateTimeStamp": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "time": rf"{_TIME}{_ZONE}?",
    "gDay": rf"---{_DAY}{_ZONE}?",
    "gMonth": rf"--{_MONTH}{_ZONE}?",
    "gMonthDay": rf"--{_MONTH}-{_DAY}{_ZONE}?",
    "gYear": rf"{_YEAR}{_ZONE}?",
    "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}?",
}
XSD_FORMS = {name: re.compile(form) for name, form in _FORMS.items()}
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LEAP_YEAR = 1972  # XML Schema's stand-in where a value has no year


def xsd_date(name: str, text: str) -> Value:
    """Return the value of ``text`` as datatype ``name``; raises InvalidValue."""
    match = XSD_FORMS[name].fullmatch(text)
    if not match:
        raise InvalidValue(f"is no {name}")
    return Value(text, text, moment(match.groupdict()))


def moment(parts: Mapping[str, str | None]) -> Decimal:
    """Return seconds since year 0 in UTC, by which values are ordered; raises InvalidValue.

    ``parts`` maps y, M, d, H, m, s, S (fraction) and Z (zone) to text or None; a value without
    a zone counts as UTC.
    """
    year = int(parts.get("y") or _LEAP_YEAR)
    month, day = int(parts.get("M") or 1), int(parts.get("d") or 1)
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS_OF_MONTH[month - 1]:
        raise InvalidValue("names a day that there is not")
    if month == 2 and day == 29 and not _is_leap(year):
        raise InvalidValue("names a 29 February in a year without one")
    hour, minute, second = (int(parts.get(key) or 0) for key in "Hms")
    fraction = parts.get("S") or ""
    if hour == 24 and (minute or second or fraction.strip("0")):
        raise InvalidValue("names an hour that there is not")
    if hour > 24 or minute > 59 or second > 59:
        raise InvalidValue("names a time that there is not")
    whole = _days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
    return Decimal(whole - _offset_s(parts.get("Z"))) + Decimal(f"0.{fraction or 0}")


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days(year: int, month: int, day: int) -> int:
    before = year - 1
    leap_days = before // 4 - before // 100 + before // 400
    extra = 1 if month > 2 and _is_leap(year) else 0
    return before * 365 + leap_days + _DAYS_BEFORE_MONTH[month - 1] + extra + day


def _offset_s(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        raise InvalidValue("names a time zone that there is not")
    seconds = hours * 3600 + minutes * 60
    return -seconds if zone[0] == "-" else seconds
