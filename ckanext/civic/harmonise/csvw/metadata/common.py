"""Common properties and notes: checked and normalised.

A normalised value is a list of ``{"@value": …}``, ``{"@id": …}`` or node objects, or numbers and
booleans, as the standard's JSON-LD dialect has them.

Source: Metadata Vocabulary for Tabular Data, 5.8 Common Properties, 6 Normalization, appendix A.
"""

from __future__ import annotations

from typing import Any

from ..context import PREFIXES, TERMS, expand_prefix
from ..languages import UNDEFINED, is_language
from ..urls import absolute_iri, is_absolute
from .document import Document, shown

_DEEPEST = 100


def is_common_name(name: str) -> bool:
    """Tell whether ``name`` can be a common property: a prefixed name or an absolute URL."""
    prefix, colon, _ = name.partition(":")
    return bool(colon) and (prefix in PREFIXES or (is_absolute(name) and prefix != "_"))


def common_values(name: str, value: object, document: Document, depth: int = 0) -> Any:
    """Return a common property's value in its normal form; raises InvalidMetadata."""
    if depth > _DEEPEST:
        raise document.fail(f"values are nested more than {_DEEPEST} deep")
    if isinstance(value, list):
        return [
            common_values(name, item, document.at(number), depth + 1)
            for number, item in enumerate(value)
        ]
    if isinstance(value, str):
        if document.language and document.language != UNDEFINED:
            return {"@value": value, "@language": document.language}
        return {"@value": value}
    if not isinstance(value, dict):
        return value
    if "@value" in value:
        return _value_object(value, document)
    return _node(value, document, depth)


def _value_object(value: dict[str, Any], document: Document) -> dict[str, Any]:
    extra = set(value) - {"@value", "@type", "@language"}
    if extra:
        raise document.fail(f"an object with @value may not have {', '.join(sorted(extra))}")
    if "@type" in value and "@language" in value:
        raise document.fail("an object with @value may not have both @type and @language")
    if not isinstance(value["@value"], str | int | float):
        raise document.at("@value").fail(f"{shown(value['@value'])} is no text, number or boolean")
    if "@type" in value:
        _check_type(value["@type"], document.at("@type"))
    language = value.get("@language")
    if language is not None and not is_language(language):
        raise document.at("@language").fail(f"{shown(language)} is no language code")
    return value


def _node(value: dict[str, Any], document: Document, depth: int) -> dict[str, Any]:
    node: dict[str, Any] = {}
    for key, inner in value.items():
        here = document.at(key)
        if key == "@type":
            types = inner if isinstance(inner, list) else [inner]
            for one in types:
                _check_type(one, here)
            node[key] = types
        elif key == "@id":
            if not isinstance(inner, str) or inner.startswith("_:"):
                raise here.fail(f"{shown(inner)} is no URL")
            node[key] = absolute_iri(here.link(expand_prefix(inner)))
        elif key == "@language":
            raise here.fail("it is allowed beside @value only")
        elif key.startswith("@"):
            raise here.fail("there is no such keyword in metadata", "Leave it out.")
        elif not is_common_name(key):
            raise here.fail("it is neither a prefixed name nor a URL", "Write prefix:name.")
        else:
            node[key] = common_values(key, inner, here, depth + 1)
    return node


def _check_type(value: object, document: Document) -> None:
    is_name = isinstance(value, str) and (value in TERMS or is_common_name(value))
    if not is_name:
        raise document.fail(f"{shown(value)} is no term, prefixed name or absolute URL")
