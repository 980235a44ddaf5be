"""Schemas, columns and keys.

Source: Metadata Vocabulary for Tabular Data, 5.5 Schemas, 5.6 Columns, 5.1.4 and 5.1.6.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..languages import UNDEFINED, is_language
from . import inherited
from .document import Document, shown
from .identity import check_type, identifier
from .model import Column, ForeignKey, Schema
from .properties import COLUMN, SCHEMA, array, flag, read_annotations

# RFC 6570, 2.3: varname; names that start with _ are the standard's own.
_NAME = re.compile(r"(?!_)(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*")


def read_schema(raw: Mapping[str, Any], document: Document) -> Schema:
    """Return the schema that ``raw`` describes; raises InvalidMetadata."""
    read_annotations(raw, SCHEMA, document)
    check_type(raw, "Schema", document)
    columns = tuple(
        _column(one, document.at("columns", number))
        for number, one in array(raw, "columns", document)
    )
    _check_columns(columns, document.at("columns"))
    names = {column.name for column in columns if column.name}
    return Schema(
        id=identifier(raw, document),
        columns=columns,
        primary_key=_references(raw, "primaryKey", names, document),
        row_titles=_references(raw, "rowTitles", names, document),
        foreign_keys=tuple(
            _foreign_key(one, names, document.at("foreignKeys", number))
            for number, one in array(raw, "foreignKeys", document)
        ),
        inherited=inherited.read_inherited(raw, document),
    )


def _column(raw: Mapping[str, Any], document: Document) -> Column:
    read_annotations(raw, COLUMN, document)
    check_type(raw, "Column", document)
    identifier(raw, document)
    titles = natural_language(raw["titles"], document.at("titles")) if "titles" in raw else {}
    return Column(
        name=_name(raw, document),
        titles=titles,
        default_title=_default_title(titles, document.language or UNDEFINED),
        virtual=flag(raw, "virtual", document),
        suppress_output=flag(raw, "suppressOutput", document),
        inherited=inherited.read_inherited(raw, document),
    )


def _name(raw: Mapping[str, Any], document: Document) -> str | None:
    name = raw.get("name")
    if name is None or (isinstance(name, str) and _NAME.fullmatch(name)):
        return name
    document.at("name").say(f"{shown(name)} is no column name; it is left out")
    return None


def _default_title(titles: Mapping[str, list[str]], language: str) -> str | None:
    for wanted in (language, UNDEFINED):
        if titles.get(wanted):
            return titles[wanted][0]
    return None


def natural_language(value: object, document: Document) -> dict[str, list[str]]:
    """Return a natural language property as lists of texts by language code."""
    language = document.language or UNDEFINED
    if isinstance(value, dict):
        found: dict[str, list[str]] = {}
        for tag, inner in value.items():
            if not is_language(tag):
                document.say(f"{shown(tag)} is no language code; it is left out")
            else:
                found[tag] = _texts(inner, document.at(tag))
        return found
    return {language: _texts(value, document)}


def _texts(value: object, document: Document) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        document.say(f"{shown(value)} is no text; it is left out")
        return []
    texts = [item for item in value if isinstance(item, str)]
    if len(texts) < len(value):
        document.say(f"{shown(value)} has items that are no texts; they are left out")
    return texts


def _check_columns(columns: tuple[Column, ...], document: Document) -> None:
    seen: set[str] = set()
    is_virtual = False
    for number, column in enumerate(columns):
        here = document.at(number)
        if column.name in seen:
            raise here.fail(f"the name {column.name!r} is used twice", "Give each its own name.")
        if column.name:
            seen.add(column.name)
        if is_virtual and not column.virtual:
            raise here.fail("it stands after a virtual column", "Put virtual columns last.")
        is_virtual = column.virtual


def _references(
    raw: Mapping[str, Any], key: str, names: set[str], document: Document
) -> tuple[str, ...]:
    if key not in raw:
        return ()
    found = column_names(raw[key])
    if found and set(found) <= names:
        return found
    document.at(key).say(f"{shown(raw[key])} does not name columns; it is left out")
    return ()


def column_names(value: object) -> tuple[str, ...]:
    """Return the names in a column reference, none when it is not valid."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return ()


def _foreign_key(raw: Mapping[str, Any], names: set[str], document: Document) -> ForeignKey:
    _only(raw, {"columnReference", "reference"}, document)
    columns = column_names(raw.get("columnReference"))
    if not columns or not set(columns) <= names:
        raise document.at("columnReference").fail(
            f"{shown(raw.get('columnReference'))} does not name columns of this schema",
            "Name columns by their name property.",
        )
    here = document.at("reference")
    reference = raw.get("reference")
    if not isinstance(reference, dict):
        raise here.fail(f"{shown(reference)} is no object")
    _only(reference, {"resource", "schemaReference", "columnReference"}, here)
    if ("resource" in reference) == ("schemaReference" in reference):
        raise here.fail("it needs either resource or schemaReference, and not both")
    links: dict[str, str | None] = {"resource": None, "schemaReference": None}
    for key in links:
        if key in reference:
            if not isinstance(reference[key], str):
                raise here.at(key).fail(f"{shown(reference[key])} is no link")
            links[key] = here.link(reference[key])
    referenced = column_names(reference.get("columnReference"))
    if not referenced or len(referenced) != len(columns):
        raise here.at("columnReference").fail(
            f"{shown(reference.get('columnReference'))} does not name as many columns"
        )
    return ForeignKey(
        columns, links["resource"], links["schemaReference"], referenced, ".".join(document.path)
    )


def _only(raw: Mapping[str, Any], allowed: set[str], document: Document) -> None:
    for key in raw:
        if key not in allowed:
            raise document.at(key).fail("a foreign key has no such property", "Leave it out.")
