"""A whole metadata document, made into a group of tables.

Sources: Metadata Vocabulary for Tabular Data, 5.2 to 5.4, 5.10, 6 Normalization; Model for Tabular
Data and Metadata on the Web, 6.1 Creating Annotated Tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ..context import CSVW_CONTEXT
from ..dialect import Dialect, read_dialect
from ..languages import is_language
from ..urls import absolute_iri, normalised, resolve
from . import inherited
from .document import Document, shown
from .identity import check_type, identifier
from .keys import check_foreign_keys
from .model import Schema, Table, TableGroup
from .properties import TABLE, TABLE_GROUP, TRANSFORMATION, array, flag, read_annotations
from .schema import natural_language, read_schema

_Read = TypeVar("_Read")


def read_group(raw: object, document: Document, table_url: str | None = None) -> TableGroup:
    """Return the group of tables that a document describes; raises InvalidMetadata.

    ``table_url`` is the address of a lone table description that gives none.
    """
    if not isinstance(raw, dict):
        raise document.fail("a metadata document is one JSON object")
    if "@context" not in raw:
        raise document.fail("it has no @context", f'Add "@context": "{CSVW_CONTEXT}".')
    document = with_context(raw["@context"], document)
    if "tables" in raw:
        group = _group(raw, document)
    else:
        if "url" not in raw and table_url is not None:
            raw = raw | {"url": table_url}
        if "url" not in raw:
            raise document.fail("it has neither tables nor url")
        group = TableGroup(tables=(_table(raw, document, None, None),))
    check_foreign_keys(group, document)
    return group


def with_context(context: object, document: Document) -> Document:
    """Return the document with the base and language of its ``@context``."""
    here = document.at("@context")
    items = context if isinstance(context, list) else [context]
    if not items or items[0] != CSVW_CONTEXT or len(items) > 2:
        raise here.fail(f"{shown(context)} should be {CSVW_CONTEXT}")
    local = items[1] if len(items) == 2 else {}
    if not isinstance(local, dict) or set(local) - {"@base", "@language"}:
        raise here.fail("only @base and @language may follow", "Leave the rest out.")
    if not local and isinstance(context, list):
        here.say("an array of the context alone; a string would do")
    base, language = document.base, document.language
    if "@base" in local:
        if isinstance(local["@base"], str):
            base = resolve(base, local["@base"])
        else:
            here.at("@base").say(f"{shown(local['@base'])} is no URL; it is left out")
    if "@language" in local:
        if is_language(local["@language"]):
            language = local["@language"]
        else:
            shown_language = shown(local["@language"])
            here.at("@language").say(f"{shown_language} is no language code; it is left out")
    return replace(document, base=base, language=language)


def _group(raw: Mapping[str, Any], document: Document) -> TableGroup:
    check_type(raw, "TableGroup", document)
    annotations = read_annotations(raw, TABLE_GROUP, document)
    schema = _object(raw, "tableSchema", read_schema, document)
    dialect = _object(raw, "dialect", read_dialect, document)
    _check_shared(raw, document)
    tables = tuple(
        _table(one, document.at("tables", number), schema, dialect)
        for number, one in array(raw, "tables", document)
    )
    if not tables:
        raise document.at("tables").fail("it describes no table")
    return TableGroup(
        tables=tables,
        id=identifier(raw, document),
        annotations=annotations,
        inherited=inherited.read_inherited(raw, document),
    )


def _table(
    raw: Mapping[str, Any], document: Document, schema: Schema | None, dialect: Dialect | None
) -> Table:
    check_type(raw, "Table", document)
    if not isinstance(raw.get("url"), str):
        raise document.at("url").fail(f"{shown(raw.get('url'))} is no URL of a table")
    if document.path and "@context" in raw:
        raise document.at("@context").fail("it is allowed at the top only", "Leave it out.")
    _check_shared(raw, document)
    own_schema = _object(raw, "tableSchema", read_schema, document)
    own_dialect = _object(raw, "dialect", read_dialect, document)
    return Table(
        url=absolute_iri(normalised(document.link(raw["url"]))),
        id=identifier(raw, document),
        schema=own_schema or schema,
        dialect=own_dialect or dialect,
        suppress_output=flag(raw, "suppressOutput", document),
        annotations=read_annotations(raw, TABLE, document),
        inherited=inherited.read_inherited(raw, document),
    )


def _check_shared(raw: Mapping[str, Any], document: Document) -> None:
    """Check what does not change the conversion: direction and transformations."""
    direction = raw.get("tableDirection", "auto")
    if direction not in ("rtl", "ltr", "auto"):
        document.at("tableDirection").say(f"{shown(direction)} is not valid; auto is used")
    for number, one in array(raw, "transformations", document):
        _check_transformation(one, document.at("transformations", number))


def _check_transformation(raw: Mapping[str, Any], document: Document) -> None:
    check_type(raw, "Template", document)
    identifier(raw, document)
    for key in ("url", "scriptFormat", "targetFormat"):
        if not isinstance(raw.get(key), str):
            raise document.at(key).fail("a transformation needs this link")
    if raw.get("source") not in (None, "json", "rdf"):
        document.at("source").say(f"{shown(raw['source'])} is not valid; it is left out")
    if "titles" in raw:
        natural_language(raw["titles"], document.at("titles"))
    read_annotations(raw, TRANSFORMATION, document)


def _object(
    raw: Mapping[str, Any],
    key: str,
    read: Callable[[Mapping[str, Any], Document], _Read],
    document: Document,
) -> _Read | None:
    """Read an object property: an object, or the URL of one."""
    if key not in raw:
        return None
    value, here = raw[key], document.at(key)
    if isinstance(value, str):
        return read(*_fetched(here.link(value), here))
    if not isinstance(value, dict):
        here.say(f"{shown(value)} is neither an object nor a URL; an empty object is used")
        value = {}
    elif "@context" in value:
        raise here.at("@context").fail("it is allowed at the top only", "Leave it out.")
    return read(value, here)


def _fetched(url: str, document: Document) -> tuple[Mapping[str, Any], Document]:
    value, address = document.fetch(url)
    there = replace(document, name=address, base=address, language=None, path=())
    if not isinstance(value, dict):
        raise there.fail("it is not one JSON object")
    if "@context" in value:
        there = with_context(value["@context"], there)
    found = {name: inner for name, inner in value.items() if name != "@context"}
    return {"@id": url} | found, there
