"""What a column needs so that its values become those of a field, as far as that is plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..mapping.columns import normal
from ..models import CodeList, Field, Model
from . import dates
from .draft import Content, shortened
from .profile import ColumnProfile

YES = ("yes", "y", "true", "1", "t")
NO = ("no", "n", "false", "0", "f")
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WITH_UNIT = re.compile(r"-?[\d.,]+\s*([^\W\d_]+\.?|%)")


def starting_expression(model: Model, field: Field, column: ColumnProfile) -> str | Content:
    """Return the expression that takes a field's values from a column."""
    expression: Content = {"column": column.heading}
    if field.code_list:
        expression["codes"] = codes_by_label(model.lists[field.code_list], column.values)
        return expression
    expression["steps"] = _steps(field, column)
    return shortened(expression)


def codes_by_label(code_list: CodeList, values: Iterable[str]) -> dict[str, list[str]]:
    """Return code → the values that are its id, label or another label of it, word for word."""
    by_word = {
        normal(word): code.id
        for code in code_list.codes.values()
        for word in (code.id, code.label, *code.alternatives)
    }
    found: dict[str, list[str]] = {}
    for value in values:
        code = by_word.get(normal(value))
        if code:
            found.setdefault(code, []).append(value)
    return found


def boolean_words(values: Iterable[str]) -> Mapping[str, list[str]]:
    """Return ``true`` and ``false`` → the values that plainly mean it."""
    words: dict[str, list[str]] = {"true": [], "false": []}
    for value in values:
        if normal(value) in YES:
            words["true"].append(value)
        elif normal(value) in NO:
            words["false"].append(value)
    return words


def _steps(field: Field, column: ColumnProfile) -> list[Any]:
    if field.datatype in ("decimal", "integer"):
        return _number(field, column.values)
    if field.datatype == "boolean":
        return [{"boolean": dict(boolean_words(column.values))}]
    if field.datatype in dates.DATATYPES and column.values:
        best = dates.fits(column.values)[0]
        return [{"date": [best.format]}] if best.fitting else []
    return []


def _number(field: Field, values: Iterable[str]) -> list[Any]:
    texts = list(values)
    if any("£" in text for text in texts):
        return [{"money": {"currency": ["£"]}}]
    if field.measure and field.datatype == "decimal":
        return ["money"]
    if all(_PLAIN_NUMBER.fullmatch(text) for text in texts):
        return ["number"]
    units = sorted({found[1] for text in texts if (found := _WITH_UNIT.fullmatch(text))})
    return [{"number": {"units": units}}] if units else ["number"]
