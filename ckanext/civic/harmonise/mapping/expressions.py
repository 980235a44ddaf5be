"""The crosswalk language: an expression becomes a function from source columns to values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..models import CodeList
from .codes import coding
from .conditions import compile_condition
from .memory import Failed, Remembered
from .problems import ValueProblem
from .rules import Rules
from .tables import with_table
from .transforms import Step, make_step

# From the source columns of a batch to canonical text a row, empty where there is no value and
# `Failed` where there is none that can be read
Evaluator = Callable[[Sequence[Sequence[str]]], list[str]]
Validator = Callable[[str], None]

SEPARATOR = "|"  # between the values of a field that may have several


@dataclass(frozen=True)
class Purpose:
    """What an expression is for.

    ``validate`` raises ValueProblem for text that the field does not take. ``multiple`` allows
    several values. ``folder`` is where tables of the crosswalk are. ``rules`` notes what matched.
    """

    validate: Validator | None = None
    multiple: bool = False
    folder: Path | None = None
    rules: Rules = field(default_factory=Rules)


def compile_expression(
    expression: str | dict[str, Any],
    columns: Mapping[str, int],
    code_list: CodeList | None,
    purpose: Purpose | None = None,
) -> Evaluator:
    """Return the function for an expression over the columns at these indexes.

    White space at the ends of a cell never counts, and an empty cell gives no value.
    Raises ValueError when the expression names an unknown step, code, table or pattern.
    """
    if isinstance(expression, str):
        expression = {"column": expression}
    if code_list is None and "codes" in expression:
        raise ValueError("it has codes, but the field is not a code")
    evaluate = _Compiler(columns, code_list, purpose or Purpose()).source(expression)
    if "when" in expression:
        return _conditional(evaluate, compile_condition(expression["when"], columns))
    return evaluate


@dataclass(frozen=True)
class _Compiler:
    columns: Mapping[str, int]
    code_list: CodeList | None
    purpose: Purpose

    def source(self, expression: dict[str, Any]) -> Evaluator:
        """Return the function without the expression's own ``when``."""
        if "first_of" in expression:
            branches = self._branches(expression["first_of"])
            return lambda table: _first_of([branch(table) for branch in branches])
        if "all_of" in expression:
            self._allow_several("all_of")
            branches = self._branches(expression["all_of"])
            return lambda table: _all_of([branch(table) for branch in branches])
        convert = self._converter(expression)
        if "constant" in expression:
            fixed = Remembered(convert)[str(expression["constant"])]
            return lambda table: [fixed] * len(table[0])
        if "columns" in expression:
            return self._joined(expression, Remembered(convert))
        index = self.columns[expression["column"]]
        plain = {"column", "when"}.issuperset(expression)
        if plain and not self.code_list and not self.purpose.validate:
            return lambda table: list(map(str.strip, table[index]))
        known = Remembered(convert)
        return lambda table: list(map(known.__getitem__, table[index]))

    def _branches(self, expressions: Sequence[Any]) -> list[Evaluator]:
        return [
            compile_expression(one, self.columns, self.code_list, self.purpose)
            for one in expressions
        ]

    def _joined(self, expression: dict[str, Any], convert: Remembered) -> Evaluator:
        indexes = [self.columns[name] for name in expression["columns"]]
        glue = expression["join"]

        def joined(table: Sequence[Sequence[str]]) -> list[str]:
            parts = zip(*(map(str.strip, table[i]) for i in indexes), strict=True)
            return [convert[glue.join(filter(None, row))] for row in parts]

        return joined

    def _converter(self, expression: dict[str, Any]) -> Callable[[str], str | None]:
        """Return the function from one cell to its value, None when there is none."""
        steps = [make_step(with_table(s, self.purpose.folder)) for s in expression.get("steps", ())]
        if self.code_list is not None:
            steps.append(coding(expression.get("codes"), self.code_list, self.purpose.rules))
        convert = _through(steps, self._placeholders(expression), self.purpose)
        divider = expression.get("split")
        if divider is None:
            return convert
        self._allow_several("split")
        return lambda cell: _several([convert(one) or "" for one in cell.split(divider)])

    def _placeholders(self, expression: dict[str, Any]) -> frozenset[str]:
        found: set[str] = set()
        for kind in ("unknown", "open_ended"):
            texts = [str(text).strip().casefold() for text in expression.get(kind, ())]
            self.purpose.rules.register(kind, texts)
            found.update(texts)
        return frozenset(found)

    def _allow_several(self, word: str) -> None:
        if not self.purpose.multiple:
            raise ValueError(f"‘{word}’ gives several values, and the field takes one")


def _through(
    steps: Sequence[Step], placeholders: frozenset[str], purpose: Purpose
) -> Callable[[str], str | None]:
    def convert(cell: str) -> str | None:
        text = cell.strip()
        if not text or text.casefold() in placeholders:
            for kind in ("unknown", "open_ended"):
                purpose.rules.use(kind, text.casefold())
            return None
        try:
            value = _apply(steps, text)
            if value and purpose.validate:
                purpose.validate(value)
        except ValueProblem as problem:
            if problem.check == "unmapped_codes":
                problem.shown = text[:60]
            raise
        if value and purpose.multiple and SEPARATOR in value:
            raise ValueProblem(f"a text without “{SEPARATOR}”")
        return value

    return convert


def _apply(steps: Sequence[Step], text: str) -> str | None:
    value: str | None = text
    for step in steps:
        if value is None:
            return None
        value = step(value)
    return value or None


def _first_of(branches: list[list[str]]) -> list[str]:
    first, *others = branches
    for other in others:
        first = [value or fallback for value, fallback in zip(first, other, strict=True)]
    return first


def _all_of(branches: list[list[str]]) -> list[str]:
    known: dict[tuple[str, ...], str] = {}
    values = []
    for row in zip(*branches, strict=True):
        failed = next((one for one in row if type(one) is Failed), None)
        if failed is not None:
            values.append(failed)
            continue
        if row not in known:
            known[row] = _several(row)
        values.append(known[row])
    return values


def _several(values: Sequence[str]) -> str:
    """Return different values in the order of first mention, divided by the separator."""
    return SEPARATOR.join(dict.fromkeys(filter(None, values)))


def _conditional(
    evaluate: Evaluator, condition: Callable[[Sequence[Sequence[str]]], list[bool]]
) -> Evaluator:
    def conditional(table: Sequence[Sequence[str]]) -> list[str]:
        return [
            value if holds else ""
            for value, holds in zip(evaluate(table), condition(table), strict=True)
        ]

    return conditional
