"""A crosswalk as a form sees it: plain values that keep all that the form does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from ..errors import CrosswalkError
from ..yaml_files import parse_yaml

Content = dict[str, Any]
Expression = str | Mapping[str, Any]

# What may stand beside ``column`` without making an expression more than one column's values
_BESIDE_A_COLUMN = {"column", "steps", "codes", "unknown", "open_ended", "unit"}


def read(text: str, name: str = "crosswalk") -> Content:
    """Return a draft from YAML text; raises CrosswalkError when it is no mapping."""
    content = parse_yaml(text, name, CrosswalkError)
    if not isinstance(content, dict):
        raise CrosswalkError("A crosswalk is a list of keys with their values.")
    return content


def written(content: Content) -> str:
    """Return a draft as YAML text."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def single_column(expression: Expression | None) -> str | None:
    """Return the column whose values an expression takes, or None when it is more than that."""
    if isinstance(expression, str):
        return expression
    if isinstance(expression, Mapping) and set(expression) <= _BESIDE_A_COLUMN:
        column = expression.get("column")
        return column if isinstance(column, str) else None
    return None


def as_mapping(expression: Expression) -> Content:
    """Return an expression in its long form."""
    return {"column": expression} if isinstance(expression, str) else dict(expression)


def shortened(expression: Content) -> str | Content:
    """Return an expression without empty parts, and only its column's name when that is all."""
    full = {key: value for key, value in expression.items() if value not in ([], {}, None)}
    return full["column"] if set(full) == {"column"} else full


def in_words(expression: Expression) -> str:
    """Return what an expression does, for people."""
    if isinstance(expression, str):
        return f"“{expression}”"
    if "constant" in expression:
        return f"always “{expression['constant']}”"
    for key, joint in (("first_of", ", or else "), ("all_of", ", and ")):
        if isinstance(expression.get(key), list):
            return joint.join(in_words(one) for one in expression[key])
    if isinstance(expression.get("columns"), list):
        return " with ".join(f"“{one}”" for one in expression["columns"])
    words = f"“{expression.get('column', '')}”"
    when = expression.get("when")
    if isinstance(when, Mapping) and when.get("column"):
        words += f", in rows that “{when['column']}” selects"
    return words


def named_columns(value: Any) -> list[str]:
    """Return every column that an expression, however deep, reads; in order, each once."""
    found: dict[str, None] = {}
    _collect(value, found)
    return list(found)


def _collect(value: Any, found: dict[str, None]) -> None:
    if isinstance(value, str):
        found[value] = None
    elif isinstance(value, list):
        for one in value:
            _collect(one, found)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            if key in ("column", "columns", "first_of", "all_of"):
                _collect(one, found)
            elif key == "when" and isinstance(one, Mapping):
                _collect(one.get("column", []), found)


def used_columns(content: Content) -> list[str]:
    """Return every column that a draft reads, in order, each once."""
    found: dict[str, None] = {}
    key = content.get("key") or {}
    parts = [key.get("columns", []), key.get("line", []), *(content.get("fields") or {}).values()]
    for position in content.get("positions") or ():
        parts += [position.get("x", []), position.get("y", [])]
    redaction = content.get("redaction") or {}
    parts.append(redaction.get("column", []))
    for part in parts:
        _collect(part, found)
    return list(found)
