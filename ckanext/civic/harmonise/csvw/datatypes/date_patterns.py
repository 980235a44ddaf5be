"""Date and time patterns: ``dd/MM/yyyy``, ``yyyy-MM-ddTHH:mm:ss.SSSXXX``, ``HHmm``.

Sources: Model for Tabular Data and Metadata on the Web, 6.4.4 Formats for dates and times;
Unicode Technical Standard 35, Part 4: Date Field Symbol Table.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .dates import moment
from .value import InvalidValue, Value

_TOKEN = re.compile(r"yyyy|MM?|dd?|HH?|mm|ss|\.S+| ?X{1,3}| ?x{1,3}|[-/.:, ]|T")
_FIELDS = {
    "yyyy": r"(?P<y>[0-9]{4})",
    "MM": r"(?P<M>[0-9]{2})",
    "M": r"(?P<M>[0-9]{1,2})",
    "dd": r"(?P<d>[0-9]{2})",
    "d": r"(?P<d>[0-9]{1,2})",
    "HH": r"(?P<H>[0-9]{2})",
    "H": r"(?P<H>[0-9]{1,2})",
    "mm": r"(?P<m>[0-9]{2})",
    "ss": r"(?P<s>[0-9]{2})",
}
_ZONES = {
    "X": r"[+-][0-9]{2}(?:[0-9]{2})?|Z",
    "XX": r"[+-][0-9]{4}|Z",
    "XXX": r"[+-][0-9]{2}:[0-9]{2}|Z",
    "x": r"[+-][0-9]{2}(?:[0-9]{2})?",
    "xx": r"[+-][0-9]{4}",
    "xxx": r"[+-][0-9]{2}:[0-9]{2}",
}
# datatype -> the fields that it needs, those that it may have besides, its XML Schema form
_SHAPES = {
    "date": ("yMd", "Z", "{y}-{M}-{d}{Z}"),
    "dateTime": ("yMd", "HmsSZ", "{y}-{M}-{d}T{H}:{m}:{s}{S}{Z}"),
    "dateTimeStamp": ("yMdHmZ", "sS", "{y}-{M}-{d}T{H}:{m}:{s}{S}{Z}"),
    "time": ("Hm", "sSZ", "{H}:{m}:{s}{S}{Z}"),
    "gDay": ("d", "Z", "---{d}{Z}"),
    "gMonth": ("M", "Z", "--{M}{Z}"),
    "gMonthDay": ("Md", "Z", "--{M}-{d}{Z}"),
    "gYear": ("y", "Z", "{y}{Z}"),
    "gYearMonth": ("yM", "Z", "{y}-{M}{Z}"),
}


class InvalidDatePattern(ValueError):
    """The pattern uses a symbol that is not supported, or lacks a field that its datatype has."""


def formatted_date(name: str, pattern: str) -> Callable[[str], Value]:
    """Return the function that parses dates of datatype ``name`` written as ``pattern``.

    Raises InvalidDatePattern.
    """
    needed, allowed, form = _SHAPES[name]
    expression = _expression(pattern)
    fields = set(expression.groupindex)
    if not set(needed) <= fields or not fields <= set(needed + allowed):
        raise InvalidDatePattern(f"{pattern!r} is no pattern of a {name}")

    def parse(text: str) -> Value:
        match = expression.fullmatch(text)
        if not match:
            raise InvalidValue(f"does not follow the pattern {pattern}")
        parts = {key: value for key, value in match.groupdict().items() if value is not None}
        if "Z" in parts:
            parts["Z"] = _zone(parts["Z"])
        lexical = form.format_map(
            {key: parts.get(key, "00").zfill(2) for key in "MdHms"}
            | {
                "y": parts.get("y", ""),
                "S": f".{parts['S']}" if "S" in parts else "",
                "Z": parts.get("Z", ""),
            }
        )
        return Value(lexical, lexical, moment(parts))

    return parse


def _expression(pattern: str) -> re.Pattern[str]:
    place, expression = 0, ""
    while place < len(pattern):
        token = _TOKEN.match(pattern, place)
        if not token:
            raise InvalidDatePattern(f"{pattern!r} has a symbol that is not supported")
        expression += _part(token[0])
        place = token.end()
    try:
        return re.compile(expression)
    except re.error:
        raise InvalidDatePattern(f"{pattern!r} names a field twice") from None


def _part(token: str) -> str:
    if token in _FIELDS:
        return _FIELDS[token]
    if token.startswith(".S"):
        return rf"(?:\.(?P<S>[0-9]{{1,{len(token) - 1}}}))?"
    zone = _ZONES.get(token.strip())
    if zone:
        return f"{' ' if token.startswith(' ') else ''}(?P<Z>{zone})"
    return re.escape(token)


def _zone(text: str) -> str:
    if text == "Z":
        return text
    digits = text[1:].replace(":", "")
    return f"{text[0]}{digits[:2]}:{digits[2:] or '00'}"
