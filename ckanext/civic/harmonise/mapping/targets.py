"""The fields that a crosswalk fills, each with its compiled expression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import Expression, columns_of
from ..models import CodeList
from .expressions import Evaluator, Purpose, compile_expression
from .rules import Rules
from .values import value_validator


@dataclass(frozen=True)
class Target:
    """A field, how it is filled, and the source columns as a message names them.

    ``rule`` says in short what is done to the text of the one column ``index``; it is empty, and
    ``index`` None, where nothing is done or several columns are read.
    """

    name: str
    evaluate: Evaluator
    column: str
    code_list: CodeList | None
    rules: Rules
    index: int | None = None
    rule: str = ""


def targets_of(crosswalk: Crosswalk, columns: Mapping[str, int]) -> list[Target]:
    """Return the targets of a crosswalk over the columns at these indexes."""
    return [_target(crosswalk, name, one, columns) for name, one in crosswalk.fields.items()]


def _target(
    crosswalk: Crosswalk, name: str, expression: Expression, columns: Mapping[str, int]
) -> Target:
    model = crosswalk.model
    field = model.fields[name]
    code_list = model.lists.get(field.code_list or "")
    rules = Rules(name)
    shapes = model.geometry.types if model.geometry else ()
    purpose = Purpose(value_validator(field, shapes), field.multiple, crosswalk.folder, rules)
    read = columns_of(expression)
    rule = _rule(expression, code_list is not None)
    return Target(
        name,
        compile_expression(expression, columns, code_list, purpose),
        ", ".join(read),
        code_list,
        rules,
        index=columns[read[0]] if rule and len(read) == 1 else None,
        rule=rule,
    )


def _rule(expression: Expression, is_coded: bool) -> str:
    """Return what an expression does to a cell, such as ``regex, number``; empty for nothing."""
    if isinstance(expression, str):
        return "codes" if is_coded else ""
    steps = [
        one if isinstance(one, str) else next(iter(one)) for one in expression.get("steps", ())
    ]
    others = [word for word in ("unknown", "open_ended", "split", "when") if word in expression]
    return ", ".join([*others, *steps, *(["codes"] if is_coded else [])])
