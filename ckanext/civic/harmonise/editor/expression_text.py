"""The expression of one field as text, for what the form cannot say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from ..crosswalks.loader import SCHEMA
from ..errors import CrosswalkError
from ..mapping.columns import normal
from ..mapping.expressions import Purpose, compile_expression
from ..models import Field, Model
from ..yaml_files import parse_yaml
from .draft import dumped, named_columns


def write_expression(expression: Any) -> str:
    """Return an expression as YAML text."""
    return dumped(expression).removesuffix("...\n")


def read_expression(text: str, model: Model, field: Field, header: Sequence[str]) -> Any:
    """Return the expression in a YAML text; None when the text is empty.

    Raises CrosswalkError when it is no expression, names a column that the file does not have,
    or does not fit the field.
    """
    expression = parse_yaml(text, field.title, CrosswalkError)
    if expression is None:
        return None
    problem = next(_validator().iter_errors(expression), None)
    if problem is not None:
        where = " → ".join(map(str, problem.path))
        raise CrosswalkError(f"At {where}: {problem.message}." if where else f"{problem.message}.")
    known = {normal(heading) for heading in header}
    named = named_columns(expression)
    for column in named:
        if normal(column) not in known:
            raise CrosswalkError(
                f"The file has no column “{column}”.", advice=f"It has: {', '.join(header)}."
            )
    try:
        columns = {column: index for index, column in enumerate(named)}
        code_list = model.lists.get(field.code_list or "")
        compile_expression(expression, columns, code_list, Purpose(multiple=field.multiple))
    except (ValueError, KeyError) as error:
        raise CrosswalkError(f"This does not fit “{field.title}”: {error}.") from None
    return expression


@lru_cache
def _validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator({"$ref": "#/$defs/expression", "$defs": schema["$defs"]})
