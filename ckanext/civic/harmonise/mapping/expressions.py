"""The crosswalk language: an expression becomes a function from a row's cells to a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..models import CodeList
from .problems import ValueProblem
from .transforms import Step, make_step

# From a row's cells to canonical text, or None when there is no value
Evaluator = Callable[[Sequence[str]], str | None]

_MEMORY = 20_000  # distinct values of a column that are remembered


def compile_expression(
    expression: str | dict[str, Any],
    columns: Mapping[str, int],
    code_list: CodeList | None,
) -> Evaluator:
    """Return the function for an expression over the columns at these indexes.

    White space at the ends of a cell never counts, and an empty cell gives None.
    Raises ValueError when the expression names an unknown step, code or pattern. The function
    raises ValueProblem for a value that does not fit.
    """
    if isinstance(expression, str):
        expression = {"column": expression}
    if code_list is None and "codes" in expression:
        raise ValueError("it has codes, but the field is not a code")
    evaluate = _source(expression, columns, code_list)
    if "when" in expression:
        evaluate = _conditional(expression["when"], columns, evaluate)
    return evaluate


def _source(
    expression: dict[str, Any], columns: Mapping[str, int], code_list: CodeList | None
) -> Evaluator:
    if "first_of" in expression:
        branches = [compile_expression(one, columns, code_list) for one in expression["first_of"]]
        return lambda cells: next((v for b in branches if (v := b(cells)) is not None), None)
    steps = _steps(expression, code_list)
    if "constant" in expression:
        fixed = _apply(steps, expression["constant"])
        return lambda cells: fixed
    unknown = frozenset(text.casefold() for text in expression.get("unknown", ()))
    convert = _remembered(_converter(steps, unknown))
    if "columns" in expression:
        indexes = [columns[name] for name in expression["columns"]]
        glue = expression["join"]
        return lambda cells: convert(glue.join(text for i in indexes if (text := cells[i].strip())))
    index = columns[expression["column"]]
    return lambda cells: convert(cells[index])


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


def _converter(steps: Sequence[Step], unknown: frozenset[str]) -> Callable[[str], str | None]:
    def convert(cell: str) -> str | None:
        text = cell.strip()
        if not text or text.casefold() in unknown:
            return None
        try:
            return _apply(steps, text)
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


def _remembered(convert: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """Remember results and problems by cell: councils repeat the same few values."""
    known: dict[str, str | ValueProblem | None] = {}

    def look_up(cell: str) -> str | None:
        try:
            found = known[cell]
        except KeyError:
            try:
                found = convert(cell)
            except ValueProblem as problem:
                found = problem
            if len(known) < _MEMORY:
                known[cell] = found
        if isinstance(found, ValueProblem):
            raise found.with_traceback(None)  # else every raise would add to the one before
        return found

    return look_up


def _conditional(
    when: dict[str, Any], columns: Mapping[str, int], evaluate: Evaluator
) -> Evaluator:
    index = columns[when["column"]]
    wanted = {text.casefold() for text in when.get("is", ())}
    unwanted = {text.casefold() for text in when.get("is_not", ())}
    if not wanted and not unwanted:
        raise ValueError("‘when’ needs ‘is’ or ‘is_not’")

    def conditional(cells: Sequence[str]) -> str | None:
        text = cells[index].strip().casefold()
        holds = text in wanted if wanted else text not in unwanted
        return evaluate(cells) if holds else None

    return conditional
