"""``extends: model``: columns that are called as the model calls its fields need no rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..models import Field
from .crosswalk import Crosswalk, Expression
from .layout import normal

_STEPS = {"integer": ["number"], "decimal": ["number"]}


def completed(crosswalk: Crosswalk, header: Sequence[str]) -> Crosswalk:
    """Return a crosswalk that extends its model with rules for the header's remaining columns.

    A column is taken for a field when it alone bears the field's name, title or one of the
    headings that the model knows for it, and no rule reads it. Other crosswalks stay as they are.
    """
    if not crosswalk.extends_model:
        return crosswalk
    taken = {normal(name) for name in (*crosswalk.columns, *crosswalk.accounted)}
    free = {normal(heading): heading for heading in header if normal(heading) not in taken}
    fields: dict[str, Expression] = {}
    for name, field in crosswalk.model.fields.items():
        words = set(map(normal, _words(name, field)))
        found = [heading for folded, heading in free.items() if folded in words]
        if len(found) == 1 and name not in crosswalk.fields:
            fields[name] = _expression(found[0], field)
    read = [one if isinstance(one, str) else one["column"] for one in fields.values()]
    clear = {name: one for name, one in fields.items() if read.count(_column(one)) == 1}
    return replace(crosswalk, fields={**crosswalk.fields, **clear})


def _words(name: str, field: Field) -> Iterable[str]:
    return (name, name.replace("_", " "), field.title, *field.also_called)


def _expression(heading: str, field: Field) -> Expression:
    steps = _STEPS.get(field.datatype)
    return {"column": heading, "steps": steps} if steps else heading


def _column(expression: Expression) -> str:
    return expression if isinstance(expression, str) else expression["column"]
