"""What text is a value of a field, by its datatype and bounds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from ckanext.civic.core import nquads

from ..models import Field
from .problems import ValueProblem

DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_INTEGER = re.compile(r"-?\d+")


def value_validator(field: Field) -> Callable[[str], None] | None:
    """Return the function that raises ValueProblem for text that is no value of the field."""
    checks = {
        "integer": lambda text: _fits(_INTEGER, text, "a whole number"),
        "decimal": lambda text: _fits(DECIMAL, text, "a number"),
        "boolean": lambda text: _one_of(text, ("true", "false")),
        "date": _is_date,
        "iri": _is_iri,
    }
    check = checks.get(field.datatype)
    if check is None or (field.minimum is None and field.maximum is None):
        return check
    low = Decimal(field.minimum) if field.minimum is not None else None
    high = Decimal(field.maximum) if field.maximum is not None else None

    def within(text: str) -> None:
        check(text)
        if low is not None and Decimal(text) < low:
            raise ValueProblem(f"{low} or more")
        if high is not None and Decimal(text) > high:
            raise ValueProblem(f"{high} or less")

    return within


def _fits(pattern: re.Pattern[str], text: str, expected: str) -> None:
    if not pattern.fullmatch(text):
        raise ValueProblem(expected)


def _one_of(text: str, words: tuple[str, ...]) -> None:
    if text not in words:
        raise ValueProblem(f"one of {', '.join(words)}")


def _is_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueProblem("a date such as 2014-09-30") from None


def _is_iri(text: str) -> None:
    if not nquads.is_iri(text):
        raise ValueProblem("a web address")
