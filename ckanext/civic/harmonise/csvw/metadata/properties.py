"""Which properties each description has, and how their common kinds are read.

Source: Metadata Vocabulary for Tabular Data, 5.1 Property Syntax, 5.3 to 5.6 and 5.10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..context import CSVW, expand
from . import inherited
from .common import common_values, is_common_name
from .document import Document, shown
from .model import Annotations

_IDENTITY = frozenset({"@id", "@type"})
_SHARED = {"dialect", "notes", "tableDirection", "tableSchema", "transformations"}
TABLE_GROUP = inherited.NAMES | _IDENTITY | _SHARED | {"@context", "tables"}
TABLE = inherited.NAMES | _IDENTITY | _SHARED | {"@context", "url", "suppressOutput"}
SCHEMA = inherited.NAMES | _IDENTITY | {"columns", "foreignKeys", "primaryKey", "rowTitles"}
COLUMN = inherited.NAMES | _IDENTITY | {"name", "suppressOutput", "titles", "virtual"}
TRANSFORMATION = _IDENTITY | {"url", "scriptFormat", "targetFormat", "source", "titles"}


def read_annotations(
    raw: Mapping[str, Any], known: frozenset[str], document: Document
) -> Annotations:
    """Return common properties and notes; warn of properties that the description has not."""
    found: list[tuple[str, Any]] = []
    for key, value in raw.items():
        here = document.at(key)
        if key in known:
            continue
        if key.startswith("@"):
            raise here.fail("there is no such keyword in metadata here", "Leave it out.")
        if is_common_name(key):
            found.append((expand(key), common_values(key, value, here)))
        else:
            here.say("there is no such property here; it is left out")
    if "notes" in known and "notes" in raw:
        here = document.at("notes")
        if isinstance(raw["notes"], list):
            found.append((CSVW + "note", common_values("notes", raw["notes"], here)))
        else:
            here.say(f"{shown(raw['notes'])} is no array; it is left out")
    return tuple(found)


def array(
    raw: Mapping[str, Any], key: str, document: Document
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield number and object of each item of an array property; others are left out."""
    if key not in raw:
        return
    items = raw[key]
    if not isinstance(items, list):
        document.at(key).say(f"{shown(items)} is no array; an empty one is used")
        return
    for number, item in enumerate(items):
        if isinstance(item, dict):
            yield number, item
        else:
            document.at(key, number).say(f"{shown(item)} is no object; it is left out")


def flag(raw: Mapping[str, Any], key: str, document: Document) -> bool:
    """Return a boolean property; anything else is false, with a warning."""
    value = raw.get(key, False)
    if isinstance(value, bool):
        return value
    document.at(key).say(f"{shown(value)} is neither true nor false; false is used")
    return False
