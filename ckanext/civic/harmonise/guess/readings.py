"""How the cells of a column become the text of a field: the steps of a crosswalk's expression."""

from __future__ import annotations

from typing import Any

from .known_names import KnownField
from .profile import Numbers, Profile


def propose_reading(known: KnownField, column: Profile) -> dict[str, Any]:
    """Return ``steps`` and ``unknown`` for a column and its field; empty when none is needed."""
    reading: dict[str, Any] = {}
    if column.placeholders:
        reading["unknown"] = sorted(column.placeholders)
    if steps := _steps(known, column):
        reading["steps"] = steps
    return reading


def _steps(known: KnownField, column: Profile) -> list[Any]:
    match known.field.datatype:
        case "integer":
            return [_number("number", column.numbers)]
        case "decimal":
            is_money = known.field.unit is None and (
                column.numbers.has_currency or column.numbers.has_pence > 0.9
            )
            return [_number("money" if is_money else "number", column.numbers)]
        case "date" | "datetime" | "year_month" | "year":
            form = column.dates
            return [{"date": [form.format, *form.others]}] if form else []
        case "boolean":
            yes, no = column.booleans or (tuple(column.values), ())
            return [{"boolean": {"true": list(yes), "false": list(no)}}]
        case "iri" if column.html_links > 0.5:
            match = r'.*?href="?(?P<address>https?://[^">\s]+).*'
            return [{"regex": {"match": match, "group": "address"}}]
    if known.kind == "postcode":
        return ["squeeze", {"case": "upper"}]
    return ["squeeze"] if any("\n" in text or "  " in text for text in column.looked_at) else []


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
