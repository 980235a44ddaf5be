"""Inherited properties: aboutUrl to valueUrl, on groups, tables, schemas and columns.

Source: Metadata Vocabulary for Tabular Data, 5.7 Inherited Properties, 5.1.3 and 5.1.7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..datatypes.datatype import STRING
from ..languages import UNDEFINED, is_language
from ..templates import InvalidTemplate, parse_template
from .datatypes import read_datatype
from .document import Document, shown
from .model import Inherited

# The values of properties that no description sets.
DEFAULTS: dict[str, Any] = {
    "aboutUrl": None,
    "datatype": STRING,
    "default": "",
    "lang": UNDEFINED,
    "null": ("",),
    "ordered": False,
    "propertyUrl": None,
    "required": False,
    "separator": None,
    "textDirection": "inherit",
    "valueUrl": None,
}
NAMES = frozenset(DEFAULTS)
_UNSET = object()


def read_inherited(raw: Mapping[str, Any], document: Document) -> Inherited:
    """Return the inherited properties that ``raw`` sets, in their normal form."""
    found: dict[str, Any] = {}
    for name in DEFAULTS:
        if name in raw:
            value = _READERS[name](raw[name], document.at(name))
            if value is not _UNSET:
                found[name] = value
            elif name != "datatype" and not name.endswith("Url"):
                found[name] = DEFAULTS[name]
    return found


def effective(*levels: Inherited) -> dict[str, Any]:
    """Return every inherited property, the innermost of ``levels`` (group first) winning."""
    found = dict(DEFAULTS)
    for level in levels:
        found.update(level)
    return found


def _template(value: object, document: Document) -> object:
    if not isinstance(value, str):
        document.say(f"{shown(value)} is no URI template; an empty one is used")
        value = ""
    try:
        return parse_template(value)
    except InvalidTemplate as error:
        document.say(f"{error}; it is left out")
        return _UNSET


def _datatype(value: object, document: Document) -> object:
    found = read_datatype(value, document)
    return _UNSET if found is None else found


def _nulls(value: object, document: Document) -> object:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        texts = tuple(item for item in value if isinstance(item, str))
        if len(texts) < len(value):
            document.say(f"{shown(value)} has items that are no strings; they are left out")
        return texts
    return _invalid(value, document)


def _invalid(value: object, document: Document) -> object:
    document.say(f"{shown(value)} is not valid; it is left out")
    return _UNSET


def _one(is_valid: Callable[[object], bool]) -> Callable[[object, Document], object]:
    def read(value: object, document: Document) -> object:
        return value if is_valid(value) else _invalid(value, document)

    return read


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


_READERS: dict[str, Callable[[Any, Document], object]] = {
    "aboutUrl": _template,
    "datatype": _datatype,
    "default": _one(_is_text),
    "lang": _one(is_language),
    "null": _nulls,
    "ordered": _one(_is_flag),
    "propertyUrl": _template,
    "required": _one(_is_flag),
    "separator": _one(lambda value: value is None or (isinstance(value, str) and value != "")),
    "textDirection": _one(lambda value: value in ("ltr", "rtl", "auto", "inherit")),
    "valueUrl": _template,
}
