"""What text is a value of a field, by its datatype and bounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from ckanext.civic.core import nquads

from ..models import Field
from .problems import ValueProblem, other_digits
from .projections import WGS84
from .shapes import TYPES, reproject, type_of

# Only the digits 0 to 9, as in XML Schema, and no number that a machine would choke on
DECIMAL = re.compile(r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?")
_INTEGER = re.compile(r"-?[0-9]{1,300}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Source: XML Schema 1.1 Part 2, 3.3.7 dateTime; with seconds, and an offset of 14 hours at most
_DATETIME = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?"
    r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?",
    re.ASCII,
)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_PERIOD = re.compile(
    r"year/\d{4}|month/\d{4}-(?:0[1-9]|1[0-2])|quarter/\d{4}-Q[1-4]"
    r"|day/\d{4}-\d{2}-\d{2}|government-year/\d{4}-\d{4}"
    r"|gregorian-interval/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/P[0-9YMWDTHS]+",
    re.ASCII,
)
_A_DATE, _A_TIME = "a date such as 2014-09-30", "a time such as 2014-09-30T08:15:00"


def value_validator(field: Field, shapes: Sequence[str] = ()) -> Callable[[str], None] | None:
    """Return the function that raises ValueProblem for text that is no value of the field.

    ``shapes`` are the types of geometry that the model allows.
    """
    checks = {
        "integer": lambda text: _fits(_INTEGER, text, "a whole number"),
        "decimal": lambda text: _fits(DECIMAL, text, "a number"),
        "boolean": lambda text: _one_of(text, ("true", "false")),
        "date": _is_date,
        "datetime": _is_datetime,
        "year": lambda text: _fits(_YEAR, text, "a year such as 2014"),
        "year_month": lambda text: _fits(_MONTH, text, "a month such as 2014-09"),
        "period": lambda text: _fits(_PERIOD, text, "a period such as month/2014-09"),
        "iri": _is_iri,
        "geometry": lambda text: _is_shape(text, shapes),
    }
    every = [checks.get(field.datatype), *_limits(field)]
    given = [one for one in every if one]
    if len(given) < 2:
        return given[0] if given else None

    def validate(text: str) -> None:
        for check in given:
            check(text)

    return validate


def _limits(field: Field) -> list[Callable[[str], None]]:
    found: list[Callable[[str], None]] = []
    if field.minimum is not None:
        low = Decimal(field.minimum)
        found.append(lambda text: _must(Decimal(text) >= low, f"{low} or more"))
    if field.maximum is not None:
        high = Decimal(field.maximum)
        found.append(lambda text: _must(Decimal(text) <= high, f"{high} or less"))
    if field.pattern is not None:
        pattern = re.compile(field.pattern)
        example = f", such as {field.example}" if field.example else ""
        found.append(lambda text: _fits(pattern, text, f"a text like {field.pattern}{example}"))
    if field.max_length is not None:
        longest = field.max_length
        found.append(lambda text: _must(len(text) <= longest, f"at most {longest} signs long"))
    return found


def _must(holds: bool, expected: str) -> None:
    if not holds:
        raise ValueProblem(expected)


def _fits(pattern: re.Pattern[str], text: str, expected: str) -> None:
    if not pattern.fullmatch(text):
        raise ValueProblem(f"{expected}{other_digits(text)}")


def _one_of(text: str, words: tuple[str, ...]) -> None:
    _must(text in words, f"one of {', '.join(words)}")


def _is_date(text: str) -> None:
    try:
        _must(bool(_DAY.fullmatch(text) and date.fromisoformat(text)), _A_DATE)
    except ValueError:
        raise ValueProblem(_A_DATE) from None


def _is_datetime(text: str) -> None:
    try:
        _must(bool(_DATETIME.fullmatch(text) and datetime.fromisoformat(text)), _A_TIME)
    except ValueError:
        raise ValueProblem(_A_TIME) from None


def _is_iri(text: str) -> None:
    _must(nquads.is_iri(text), "a web address")


def _is_shape(text: str, shapes: Sequence[str]) -> None:
    try:
        _must(type_of(reproject(text, WGS84)) in (shapes or TYPES), f"a {' or '.join(shapes)}")
    except ValueError as error:
        raise ValueProblem(str(error)) from None
