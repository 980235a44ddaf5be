"""The crosswalk language: an expression becomes a function from source columns to values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..models import CodeList
from .memory import Remembered
from .problems import ValueProblem
from .transforms import Step, make_step

# From the source columns of a batch to canonical text a row, empty where there is no value and
# `Failed` where there is none that can be read
Evaluator = Callable[[Sequence[Sequence[str]]], list[str]]
Validator = Callable[[str], None]


def compile_expression(
    expression: str | dict[str, Any],
    columns: Mapping[str, int],
    code_list: CodeList | None,
    validate: Validator | None = None,
) -> Evaluator:
    """Return the function for an expression over the columns at these indexes.

    White space at the ends of a cell never counts, and an empty cell gives no value. ``validate``
    raises ValueProblem for text that the field does not take.
    Raises ValueError when the expression names an unknown step, code or pattern.
    """
    if isinstance(expression, str):
        expression = {"column": expression}
    if code_list is None and "codes" in expression:
        raise ValueError("it has codes, but the field is not a code")
    evaluate = _source(expression, columns, code_list, validate)
    if "when" in expression:
        evaluate = _conditional(expression["when"], columns, evaluate)
    return evaluate


def _source(
    expression: dict[str, Any],
    columns: Mapping[str, int],
    code_list: CodeList | None,
    validate: Validator | None,
) -> Evaluator:
    if "first_of" in expression:
        branches = [
            compile_expression(one, columns, code_list, validate) for one in expression["first_of"]
        ]
        return lambda table: _first_of([branch(table) for branch in branches])
    steps = _steps(expression, code_list)
    if "constant" in expression:
        fixed = Remembered(_converter(steps, frozenset(), validate))[expression["constant"]]
        return lambda table: [fixed] * len(table[0])
    unknown = frozenset(text.casefold() for text in expression.get("unknown", ()))
    if "columns" in expression:
        convert = Remembered(_converter(steps, unknown, validate))
        indexes = [columns[name] for name in expression["columns"]]
        glue = expression["join"]

        def joined(table: Sequence[Sequence[str]]) -> list[str]:
            parts = zip(*([cell.strip() for cell in table[i]] for i in indexes), strict=True)
            return [convert[glue.join(filter(None, row))] for row in parts]

        return joined
    index = columns[expression["column"]]
    if not steps and not unknown and validate is None:
        return lambda table: list(map(str.strip, table[index]))
    convert = Remembered(_converter(steps, unknown, validate))
    return lambda table: list(map(convert.__getitem__, table[index]))


def _first_of(branches: list[list[str]]) -> list[str]:
    first, *others = branches
    for other in others:
        first = [value or fallback for value, fallback in zip(first, other, strict=True)]
    return first


def _steps(expression: dict[str, Any], code_list: CodeList | None) -> list[Step]:
    steps = [make_step(spec) for spec in expression.get("steps", ())]
    if code_list is not None:
        steps.append(_coding(expression.get("codes"), code_list))
    return steps


def _coding(codes: dict[str, list[str]] | None, code_list: CodeList) -> Step:
    """Return the step from the council's value, in any case, to a code of the list."""
    if codes is None:
        table = {code: code for code in code_list.codes}
    else:
        table = {}
        for code, values in codes.items():
            if code not in code_list.codes:
                raise ValueError(f"the list “{code_list.id}” has no code “{code}”")
            for value in values:
                if table.setdefault(value.casefold(), code) != code:
                    raise ValueError(f"the value “{value}” has two codes")

    def step(text: str) -> str:
        found = table.get(text.casefold())
        if found is None:
            raise ValueProblem(f"a known {code_list.title.lower()} value", check="unmapped_codes")
        return found

    return step


def _converter(
    steps: Sequence[Step], unknown: frozenset[str], validate: Validator | None
) -> Callable[[str], str | None]:
    def convert(cell: str) -> str | None:
        text = cell.strip()
        if not text or text.casefold() in unknown:
            return None
        try:
            value = _apply(steps, text)
            if value is not None and validate:
                validate(value)
            return value
        except ValueProblem as problem:
            if problem.check == "unmapped_codes":
                problem.shown = text[:60]
            raise

    return convert


def _apply(steps: Sequence[Step], text: str) -> str | None:
    value: str | None = text
    for step in steps:
        if value is None:
            return None
        value = step(value)
    return value or None


def _conditional(
    when: dict[str, Any], columns: Mapping[str, int], evaluate: Evaluator
) -> Evaluator:
    index = columns[when["column"]]
    wanted = {text.casefold() for text in when.get("is", ())}
    unwanted = {text.casefold() for text in when.get("is_not", ())}
    if not wanted and not unwanted:
        raise ValueError("‘when’ needs ‘is’ or ‘is_not’")

    def holds(text: str) -> bool:
        known = text.strip().casefold()
        return known in wanted if wanted else known not in unwanted

    def conditional(table: Sequence[Sequence[str]]) -> list[str]:
        values = evaluate(table)
        return [
            value if value and holds(text) else ""
            for value, text in zip(values, table[index], strict=True)
        ]

    return conditional
