"""How the cells of a column become the text of a field: the steps of a crosswalk's expression."""

from __future__ import annotations

import re
from typing import Any

from .dates import is_placeholder_day
from .known_field import KnownField
from .profile import LINK_IN_HTML, Numbers, Profile

_DAYS = ("date", "datetime")
_SOME, _MOST = 0.03, 0.9  # shares of the rows
_PERIODS = {
    "year": re.compile(r"(?:19|20)\d{2}"),
    "government-year": re.compile(r"(?:19|20)\d{2} ?[/–-] ?(?:(?:19|20)\d{2}|1[3-9]|[02-9]\d)"),
    "quarter": re.compile(r"(?:19|20)\d{2}[ /-]?Q[1-4]|Q[1-4][ /-]?(?:19|20)\d{2}"),
    "month": re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])"),
    "day": re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}"),
}


def propose_reading(known: KnownField, column: Profile) -> dict[str, Any]:
    """Return ``steps``, ``split``, ``unknown`` and ``open_ended``; empty when none is needed."""
    reading: dict[str, Any] = {}
    unknown = sorted(column.placeholders)
    if known.field.datatype in _DAYS and (never := _never(column)):
        is_end = any(word in known.field.name for word in ("end", "expiry", "closed"))
        if is_end:
            reading["open_ended"] = never
        else:
            unknown += never
    if unknown:
        reading["unknown"] = unknown
    if known.field.multiple and (by := separator(known, column)):
        reading["split"] = by
    if steps := _steps(known, column):
        reading["steps"] = steps
    return reading


def separator(known: KnownField, column: Profile) -> str:
    """Return what divides several values in a cell, or nothing when no cell has several."""
    signs = ("|", ";", ",", "/") if known.codes else ("|", ";")
    total = max(1, column.rows)
    for sign in signs:
        has = sum(count for text, count in column.looked_at.items() if sign in text)
        if has / total > _SOME:
            return sign
    return ""


def _never(column: Profile) -> list[str]:
    """Return the days of the far future or past that stand for “no end” or “not known”."""
    form = column.dates
    if form is None or form.is_month:
        return []
    return [text for text in column.looked_at if is_placeholder_day(text, form.format)]


def _steps(known: KnownField, column: Profile) -> list[Any]:
    datatype = known.field.datatype
    if datatype == "integer":
        return [_number("number", column.numbers)]
    if datatype == "decimal":
        is_money = known.field.unit is None and (
            column.numbers.has_currency or column.numbers.has_pence > _MOST
        )
        return [_number("money" if is_money else "number", column.numbers)]
    if datatype in ("date", "year_month", "year", "datetime", "period"):
        return _time(datatype, column)
    if datatype == "boolean":
        yes, no = column.yes_and_no
        return [{"boolean": {"true": list(yes), "false": list(no)}}]
    if datatype == "iri" and column.html_links > _SOME:
        return [{"regex": {"match": LINK_IN_HTML, "group": "address"}}]
    if known.kind == "postcode":
        return ["squeeze", {"case": "upper"}]
    return ["squeeze"] if any("\n" in text or "  " in text for text in column.looked_at) else []


def _time(datatype: str, column: Profile) -> list[Any]:
    form = column.dates
    if datatype == "period":
        return [{"period": _period(column)}]
    if form is None:
        return [{"date": ["%Y"]}] if datatype == "year" else []
    formats = [form.format, *form.others]
    if datatype == "datetime":
        return [{"datetime": [one for one in formats if "%H" in one]}]
    return [{"date": formats}]


def _period(column: Profile) -> dict[str, Any]:
    """Return the kind of period that most values are, with the form of its dates."""
    texts = list(column.looked_at)
    for kind, pattern in _PERIODS.items():
        if sum(bool(pattern.fullmatch(text)) for text in texts) > _MOST * len(texts):
            return {"kind": kind}
    form = column.dates
    if form is None:
        return {"kind": "year"}
    return {"kind": "month" if form.is_month else "day", "formats": [form.format]}


def _number(step: str, numbers: Numbers) -> Any:
    options: dict[str, Any] = {}
    if numbers.has_currency:
        options["currency"] = ["£"]
    if numbers.units:
        options["units"] = list(numbers.units)
    forms = [
        form
        for form, is_used in (
            ("parens", numbers.has_parentheses),
            ("trailing-minus", numbers.has_trailing_minus),
            ("CR", numbers.has_credit),
        )
        if is_used
    ]
    if forms:
        options["negative"] = ["minus", *forms]
    return {step: options} if options else step
