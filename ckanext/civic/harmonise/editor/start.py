"""The first draft of a crosswalk: from nothing, or from another crosswalk and another header."""

from __future__ import annotations

import copy
from typing import Any

from ..crosswalks.layout import HeaderDiff
from ..mapping.columns import normal
from ..models import Model
from .draft import Content, named_columns
from .table_profile import TableProfile


def empty(model: Model, id: str, publisher: dict[str, str], title: str) -> Content:
    """Return a draft that maps nothing yet."""
    return {
        "id": id,
        "model": model.id,
        "title": title,
        "publisher": publisher,
        "fields": {},
    }


def carried_over(content: Content, differences: HeaderDiff, profile: TableProfile) -> Content:
    """Return a crosswalk for another header: renamed columns are followed, gone ones left out.

    A field, position or key whose column is gone loses its source, so that it is chosen anew.
    """
    renamed = {normal(old): new for old, new in differences.renamed}
    changed = _renamed(copy.deepcopy(content), renamed)
    there = set(map(normal, profile.header))
    changed["fields"] = {
        name: expression
        for name, expression in (changed.get("fields") or {}).items()
        if all(normal(column) in there for column in named_columns(expression))
    }
    key = changed.get("key") or {}
    for part in ("columns", "line"):
        if part in key:
            key[part] = [column for column in key[part] if normal(column) in there]
    if not key.get("line"):
        key.pop("line", None)
    changed.pop("key", None)
    if key.get("columns"):
        changed["key"] = key
    _without_gone_parts(changed, there)
    return changed


def _without_gone_parts(changed: Content, there: set[str]) -> None:
    positions = [
        position
        for position in changed.get("positions") or ()
        if all(normal(one) in there for axis in "xy" for one in named_columns(position[axis]))
    ]
    changed.pop("positions", None)
    if positions:
        changed["positions"] = positions
    if normal((changed.get("redaction") or {}).get("column", "")) not in there:
        changed.pop("redaction", None)
    ignored = {
        name: reason
        for name, reason in (changed.get("ignore") or {}).items()
        if normal(name) in there
    }
    changed.pop("ignore", None)
    if ignored:
        changed["ignore"] = ignored
    changed.pop("layout", None)


def _renamed(value: Any, renamed: dict[str, str], in_column: bool = False) -> Any:
    """Return a part of a draft with the columns that it names renamed."""
    if isinstance(value, str):
        return renamed.get(normal(value), value) if in_column else value
    if isinstance(value, list):
        return [_renamed(one, renamed, in_column) for one in value]
    if not isinstance(value, dict):
        return value
    columns = {"column", "columns", "line", "x", "y", "first_of", "all_of"}
    changed = {}
    for key, one in value.items():
        if key in ("fields", "ignore"):
            continue
        changed[key] = _renamed(one, renamed, key in columns)
    if "fields" in value:
        changed["fields"] = {
            name: _renamed(one, renamed, True) for name, one in value["fields"].items()
        }
    if "ignore" in value:
        changed["ignore"] = {
            renamed.get(normal(name), name): reason for name, reason in value["ignore"].items()
        }
    return changed
