"""Durations in XML Schema's form, and their partial order.

Source: XML Schema 1.1 Part 2, 3.3.6, 3.4.26 and 3.4.27; two durations are ordered when adding
them to each of four dates orders the sums alike (3.3.6.1).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from .dates import moment
from .value import InvalidValue, Value

_DATE = r"(?:(?P<Y>[0-9]+)Y)?(?:(?P<M>[0-9]+)M)?"
_DAYS = r"(?:(?P<D>[0-9]+)D)?"
_TIME = r"(?:T(?=[0-9])(?:(?P<h>[0-9]+)H)?(?:(?P<m>[0-9]+)M)?(?:(?P<s>[0-9]+(?:\.[0-9]+)?)S)?)?"
_FORMS = {
    "duration": re.compile(rf"(?P<sign>-?)P(?=.){_DATE}{_DAYS}{_TIME}"),
    "dayTimeDuration": re.compile(rf"(?P<sign>-?)P(?=.){_DAYS}{_TIME}"),
    "yearMonthDuration": re.compile(rf"(?P<sign>-?)P(?=.){_DATE}"),
}
_DATES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
_MOST_DIGITS = 9


class Length(NamedTuple):
    """Seconds from each of the four dates on, with the order that XML Schema gives."""

    seconds: tuple[Decimal, ...]

    def __lt__(self, other: tuple[object, ...]) -> bool:
        assert isinstance(other, Length)
        return all(one < two for one, two in zip(self.seconds, other.seconds, strict=True))

    def __le__(self, other: tuple[object, ...]) -> bool:
        return self == other or self < other

    def __gt__(self, other: tuple[object, ...]) -> bool:
        assert isinstance(other, Length)
        return other < self

    def __ge__(self, other: tuple[object, ...]) -> bool:
        return self == other or self > other


def xsd_duration(name: str, text: str) -> Value:
    """Return the value of ``text`` as datatype ``name``; raises InvalidValue."""
    match = _FORMS[name].fullmatch(text)
    if not match:
        raise InvalidValue(f"is no {name}")
    parts = match.groupdict()
    if any(len(str(part)) > _MOST_DIGITS for key, part in parts.items() if part and key != "s"):
        raise InvalidValue("has a number that is too long")
    months = int(parts.get("Y") or 0) * 12 + int(parts.get("M") or 0)
    seconds = (
        Decimal(int(parts.get("D") or 0) * 86400)
        + int(parts.get("h") or 0) * 3600
        + int(parts.get("m") or 0) * 60
        + Decimal(parts.get("s") or 0)
    )
    if parts["sign"]:
        months, seconds = -months, -seconds
    return Value(text, text, Length(tuple(_after(*date, months) + seconds for date in _DATES)))


def _after(year: int, month: int, months: int) -> Decimal:
    total = year * 12 + month - 1 + months
    start = {"y": str(year), "M": str(month)}
    end = {"y": str(total // 12), "M": str(total % 12 + 1)}
    return moment(end) - moment(start)
