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
    return dumped(content)


def dumped(value: Any) -> str:
    """Return a value as YAML text that gives it back whatever signs it holds.

    PyYAML writes the line ends of other systems (NEL, LS, PS) as they are and reads them as a
    space, so that a text with one is written in ASCII.
    """
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)
    if any(sign in text for sign in "\x85\u2028\u2029"):
        return yaml.safe_dump(value, sort_keys=False, width=100)
    return text


def put(content: Content, part: str, value: Any) -> None:
    """Set a part of a draft in its place, or take it out when there is nothing in it."""
    if value:
        content[part] = value
    else:
        content.pop(part, None)


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
    named = [f"“{one.get('column')}”" for one in _all(expression.get("when"))]
    return f"{words}, in rows that {' and '.join(named)} selects" if named else words


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
            elif key == "when":
                for condition in _all(one):
                    _collect(condition.get("column", []), found)


def _all(when: Any) -> list[Any]:
    """Return the conditions of a ``when``, which may be one or several."""
    return [one for one in (when if isinstance(when, list) else [when]) if isinstance(one, Mapping)]


def made_columns(content: Content) -> list[str]:
    """Return the columns that are in no file, but made of several ones side by side."""
    unpivot = content.get("unpivot") or {}
    return [str(unpivot[part]) for part in ("name", "value") if part in unpivot]


def used_columns(content: Content) -> list[str]:
    """Return every column that a draft reads or accounts for, in order, each once."""
    found: dict[str, None] = {}
    key = content.get("key") or {}
    parts = [key.get("columns", []), key.get("line", []), *(content.get("fields") or {}).values()]
    for position in content.get("positions") or ():
        parts += [position.get("x", []), position.get("y", [])]
    redaction = content.get("redaction") or {}
    parts += [redaction.get("column", []), (content.get("unpivot") or {}).get("columns", [])]
    parts += [{"when": one} for drop in content.get("drop") or () for one in _all(drop["when"])]
    parts.append(list(content.get("part_of") or ()))
    for part in parts:
        _collect(part, found)
    return list(found)
