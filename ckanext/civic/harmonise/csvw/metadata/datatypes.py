"""Datatype descriptions: what they may say, and what contradicts itself.

Source: Metadata Vocabulary for Tabular Data, 5.11.2 Derived Datatypes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ..datatypes.builtin import (
    BUILTIN_IRIS,
    BUILTINS,
    NUMERIC,
    WITH_LENGTH,
    WITH_LIMITS,
    Builtin,
    Family,
)
from ..datatypes.datatype import Datatype, Parse, parse_builtin
from ..datatypes.date_patterns import InvalidDatePattern, formatted_date
from ..datatypes.number_patterns import InvalidPattern
from ..datatypes.numbers import formatted_number
from ..datatypes.texts import InvalidBooleanFormat, compile_expression, formatted_boolean
from ..datatypes.value import InvalidValue, Value
from .common import common_values, is_common_name
from .document import Document, shown
from .identity import check_type, identifier

_LENGTHS = ("length", "minLength", "maxLength")
_LIMITS = {
    "minimum": "minInclusive",
    "maximum": "maxInclusive",
    "minInclusive": "minInclusive",
    "maxInclusive": "maxInclusive",
    "minExclusive": "minExclusive",
    "maxExclusive": "maxExclusive",
}
_KNOWN = {"@id", "@type", "base", "format", *_LENGTHS, *_LIMITS}
_Format = tuple[Parse | None, Callable[[str], object] | None]


def read_datatype(raw: object, document: Document) -> Datatype | None:
    """Return the datatype that ``raw`` describes; None, with a warning, when it is no datatype."""
    if isinstance(raw, str) and raw in BUILTINS:
        return Datatype(BUILTINS[raw], BUILTINS[raw].iri)
    if isinstance(raw, dict):
        return _derived(raw, document)
    document.say(f"{shown(raw)} is no built-in datatype; it is left out")
    return None


def _derived(raw: Mapping[str, Any], document: Document) -> Datatype:
    for key in raw:
        if key in _KNOWN:
            continue
        if is_common_name(key):
            common_values(key, raw[key], document.at(key))
        else:
            document.at(key).say("a datatype has no such property; it is left out")
    check_type(raw, "Datatype", document)
    iri = identifier(raw, document)
    if iri in BUILTIN_IRIS:
        raise document.at("@id").fail(f"{iri} is a built-in datatype", "Give it another @id.")
    base = _base(raw, document)
    form, matches = _format(raw, base, document.at("format"))
    return Datatype(
        base,
        iri or base.iri,
        form,
        matches,
        _limits(raw, base, document),
        _lengths(raw, base, document),
    )


def _base(raw: Mapping[str, Any], document: Document) -> Builtin:
    name = raw.get("base", "string")
    if isinstance(name, str) and name in BUILTINS:
        return BUILTINS[name]
    document.at("base").say(f"{shown(name)} is no built-in datatype; string is used")
    return BUILTINS["string"]


def _format(raw: Mapping[str, Any], base: Builtin, document: Document) -> _Format:
    given = raw.get("format")
    if given is None:
        return None, None
    try:
        if base.family in NUMERIC:
            return _number_format(given, base, document), None
        if not isinstance(given, str):
            document.say(f"{shown(given)} is not a string; it is left out")
            return None, None
        if base.family is Family.BOOLEAN:
            return formatted_boolean(given), None
        if base.family is Family.DATE:
            return formatted_date(base.name, given), None
        return None, compile_expression(given).search
    except (InvalidPattern, InvalidDatePattern, InvalidBooleanFormat) as error:
        document.say(f"{error}; it is left out")
    except (re.error, RecursionError, OverflowError) as error:
        document.say(f"{shown(given)} is no regular expression ({error}); it is left out")
    return None, None


def _number_format(given: object, base: Builtin, document: Document) -> Parse | None:
    if isinstance(given, str):
        return formatted_number(base, given, ".", None)
    if not isinstance(given, dict):
        document.say(f"{shown(given)} is neither a string nor an object; it is left out")
        return None
    texts: dict[str, str] = {}
    for key, value in given.items():
        if key not in ("decimalChar", "groupChar", "pattern"):
            document.at(key).say("a number format has no such property; it is left out")
        elif not isinstance(value, str) or not value:
            document.at(key).say(f"{shown(value)} is not a string; it is left out")
        else:
            texts[key] = value
    decimal, group = texts.get("decimalChar", "."), texts.get("groupChar")
    try:
        return formatted_number(base, texts.get("pattern"), decimal, group)
    except InvalidPattern as error:
        document.at("pattern").say(f"{error}; it is left out")
        if "decimalChar" in texts or "groupChar" in texts:
            return formatted_number(base, None, decimal, group)
        return None


def _lengths(
    raw: Mapping[str, Any], base: Builtin, document: Document
) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for name in _LENGTHS:
        value = raw.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            document.at(name).say(f"{shown(value)} is no length; it is left out")
        else:
            found[name] = value
    if found and base.family not in WITH_LENGTH:
        raise document.fail(f"a {base.name} has no {', '.join(found)}")
    for smaller, larger in (("minLength", "length"), ("length", "maxLength")):
        if found.get(smaller, 0) > found.get(larger, found.get(smaller, 0)):
            raise document.fail(f"{smaller} is more than {larger}")
    if found.get("minLength", 0) > found.get("maxLength", found.get("minLength", 0)):
        raise document.fail("minLength is more than maxLength")
    return tuple(found.items())


def _limits(
    raw: Mapping[str, Any], base: Builtin, document: Document
) -> tuple[tuple[str, Any, str], ...]:
    given = [name for name in _LIMITS if raw.get(name) is not None]
    if given and base.family not in WITH_LIMITS:
        raise document.fail(f"a {base.name} has no {', '.join(given)}")
    found: dict[str, Value] = {}
    for name in given:
        value = _limit(raw[name], base, document.at(name))
        if value is None:
            continue
        known = found.get(_LIMITS[name])
        if known is not None and known.key != value.key:
            raise document.at(name).fail(f"it differs from {_LIMITS[name]}")
        found[_LIMITS[name]] = value
    _check_limits(found, document)
    return tuple((name, value.key, value.lexical) for name, value in found.items())


def _limit(given: object, base: Builtin, document: Document) -> Value | None:
    text = given if isinstance(given, str) else None
    if isinstance(given, int | float) and not isinstance(given, bool):
        text = format(Decimal(repr(given)), "f")
        if base.family is Family.INTEGER and isinstance(given, float) and given.is_integer():
            text = str(int(given))
    if text is not None:
        try:
            return parse_builtin(base, text)
        except InvalidValue:
            pass
    document.say(f"{shown(given)} is no {base.name}; it is left out")
    return None


def _check_limits(found: Mapping[str, Value], document: Document) -> None:
    for one, other in (("minInclusive", "minExclusive"), ("maxInclusive", "maxExclusive")):
        if one in found and other in found:
            raise document.fail(f"it has both {one} and {other}")
    for low, high, may_equal in (
        ("minInclusive", "maxInclusive", True),
        ("minInclusive", "maxExclusive", False),
        ("minExclusive", "maxExclusive", True),
        ("minExclusive", "maxInclusive", False),
    ):
        if low not in found or high not in found:
            continue
        least, most = found[low].key, found[high].key
        if most < least or (most == least and not may_equal):
            raise document.fail(f"{high} leaves nothing above {low}")
