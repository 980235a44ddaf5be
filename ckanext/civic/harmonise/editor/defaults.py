"""What a column needs so that its values become those of a field, as far as that is plain."""

from __future__ import annotations

from collections.abc import Iterable

from ..guess.one_column import read_as
from ..mapping.codes import words_of_list
from ..models import CodeList, Field, Model
from .draft import Content, shortened
from .table_profile import ColumnProfile


def starting_expression(model: Model, field: Field, column: ColumnProfile) -> str | Content:
    """Return the expression that takes a field's values from a column."""
    reading = read_as(model, field.name, column.heading, column.values)
    expression: Content = {"column": column.heading, **reading}
    if field.code_list:
        return {**expression, "codes": codes_by_label(model.lists[field.code_list], column.values)}
    return shortened(expression)


def codes_by_label(code_list: CodeList, values: Iterable[str]) -> dict[str, list[str]]:
    """Return code → the values that are its id, label or another label of it, word for word."""
    words = words_of_list(code_list)
    found: dict[str, list[str]] = {}
    for value in values:
        code = words.get(" ".join(value.casefold().split()))
        if code:
            found.setdefault(code, []).append(value)
    return found
