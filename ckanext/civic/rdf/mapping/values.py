"""Reads the forms in which CKAN's extensions keep a value: plain, list, JSON text, translations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from .terms import language_tag, text_value

Source = Mapping[str, Any]


def is_empty(value: object) -> bool:
    """Tell whether a field's value says nothing."""
    return value is None or value == "" or value == [] or value == {}


def decoded(value: Any) -> Any:
    """Return what JSON text of a list or an object means; any other value as it is."""
    if isinstance(value, str):
        start = value.lstrip()[:1]
        if start in ("[", "{"):
            try:
                return json.loads(value)
            except (ValueError, RecursionError):
                return value
    return value


def listed(value: Any) -> list[str]:
    """Return the texts in a list, a JSON list, or a single text; each without blanks around."""
    if value is None:
        return []
    value = decoded(value)
    items = value if isinstance(value, (list, tuple)) else [value]
    return [item.strip() for item in items if isinstance(item, str) and item.strip()]


def records(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list, a JSON list or a single object (repeating subfields)."""
    if value is None:
        return []
    value = decoded(value)
    items = value if isinstance(value, (list, tuple)) else [value]
    return [
        {key: each for key, each in item.items() if isinstance(key, str) and not is_empty(each)}
        for item in map(decoded, items)
        if isinstance(item, Mapping)
    ]


def translations(value: Any) -> list[str]:
    """Return the terms of ``{language: text}`` (or its JSON), sorted; empty when it is none."""
    value = None if value is None else decoded(value)
    if not isinstance(value, Mapping):
        return []
    found = set()
    for key, text in value.items():
        tag = language_tag(key)
        for item in text if isinstance(text, (list, tuple)) else [text]:
            term = text_value(item, tag) if tag else None
            if term:
                found.add(term)
    return sorted(found)


@cache
def _translated(name: str) -> str:
    return f"{name}_translated"


def texts(source: Source, *names: str) -> list[str]:
    """Return the terms of the first of ``names`` that says something, in all its languages.

    ``{name}_translated`` (ckanext-fluent's core fields) goes before the plain field.
    """
    for name in names:
        translated = source.get(_translated(name))
        if translated and (found := translations(translated)):
            return found
        value = source.get(name)
        if value is None:
            continue
        may_be_translated = not isinstance(value, str) or value[:1] == "{"
        if may_be_translated and (found := translations(value)):
            return found
        if term := text_value(value):
            return [term]
    return []
