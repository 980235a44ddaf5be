"""Map one source row to a record of the model, or say all that keeps it from becoming one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ckanext.civic.core import nquads

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..models import Field
from .expressions import Evaluator, compile_expression
from .keys import KeyMaker
from .organisation_names import is_withheld
from .problems import CellProblem, ValueProblem
from .record import MappedRow

_INTEGER = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")


class RowMapper:
    """Map rows by a crosswalk, its expressions compiled once for the columns of a file."""

    def __init__(self, crosswalk: Crosswalk, columns: Mapping[str, int]) -> None:
        model = crosswalk.model
        self.keys = KeyMaker(crosswalk.key, columns)
        self._key_columns = ", ".join(crosswalk.key.columns)
        self._targets = [
            (
                name,
                compile_expression(
                    expression, columns, model.lists.get(model.fields[name].code_list or "")
                ),
                value_validator(model.fields[name]),
                ", ".join(columns_of(expression)),
            )
            for name, expression in crosswalk.fields.items()
        ]
        self._axes = [
            (compile_expression(p.x, columns, None), compile_expression(p.y, columns, None))
            for p in crosswalk.positions
        ]
        self._required = [name for name, one in model.fields.items() if one.required]
        self._redaction = _Redaction(crosswalk, columns) if model.redacted_flag else None
        self._columns_of = {name: column for name, _, _, column in self._targets}

    def map(self, number: int, cells: list[str]) -> MappedRow | list[CellProblem]:
        """Return the record, or every problem that the row has."""
        problems: list[CellProblem] = []
        values = self._values(number, cells, problems)
        if self._redaction:
            self._redaction.apply(cells, values)
        named = {problem.column for problem in problems}
        for name in self._required:
            column = self._columns_of.get(name, name)
            if name not in values and column not in named:
                problems.append(CellProblem(number, column, "required_missing", "a value"))
        identity = self.keys.make(cells) if not problems else None
        if identity is None:
            if not problems:
                problems.append(CellProblem(number, self._key_columns, "required_missing", "a key"))
            return problems
        points = [_point(x, y, cells) for x, y in self._axes]
        return MappedRow(number, cells, identity, values, points)

    def _values(
        self, number: int, cells: Sequence[str], problems: list[CellProblem]
    ) -> dict[str, str]:
        values = {}
        for name, evaluate, validate, column in self._targets:
            try:
                value = evaluate(cells)
                if value is None:
                    continue
                if validate:
                    validate(value)
            except ValueProblem as problem:
                problems.append(
                    CellProblem(number, column, problem.check, problem.expected, problem.shown)
                )
            else:
                values[name] = value
        return values


class _Redaction:
    """Mark rows whose name is withheld, and withhold with it what would give it away."""

    def __init__(self, crosswalk: Crosswalk, columns: Mapping[str, int]) -> None:
        fields = crosswalk.model.fields
        self._flag = crosswalk.model.redacted_flag or ""
        self._linked = [name for name, one in fields.items() if one.link]
        self._withheld = [name for name, one in fields.items() if one.withheld_when_redacted]
        redaction = crosswalk.redaction
        self._column = columns[redaction.column] if redaction else None
        self._texts = frozenset(text.casefold() for text in redaction.values) if redaction else ()

    def apply(self, cells: Sequence[str], values: dict[str, str]) -> None:
        """Set the flag and take the withheld values out; an unknown wording counts too."""
        told = self._column is not None and cells[self._column].strip().casefold() in self._texts
        hidden = told or any(is_withheld(values.get(name, "")) for name in self._linked)
        values[self._flag] = "true" if hidden else "false"
        if hidden:
            for name in self._withheld:
                values.pop(name, None)


def value_validator(field: Field) -> Callable[[str], None] | None:
    """Return the function that raises ValueProblem for text that is no value of the field."""
    checks = {
        "integer": lambda text: _fits(_INTEGER, text, "a whole number"),
        "decimal": lambda text: _fits(_DECIMAL, text, "a number"),
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


def _point(
    x: Evaluator, y: Evaluator, cells: Sequence[str]
) -> tuple[str, str, float, float] | None:
    """Return x and y as text and number; a cell that is no number gives NaN, none gives None."""
    try:
        x_text, y_text = x(cells), y(cells)
    except ValueProblem:
        return ("", "", float("nan"), float("nan"))
    if x_text is None and y_text is None:
        return None
    if not (x_text and y_text and _DECIMAL.fullmatch(x_text) and _DECIMAL.fullmatch(y_text)):
        return ("", "", float("nan"), float("nan"))
    return (x_text, y_text, float(x_text), float(y_text))
