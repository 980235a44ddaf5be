"""A column's datatype: how its cells are parsed and what limits them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .builtin import BUILTINS, WITH_LENGTH, Builtin, Family
from .dates import xsd_date
from .durations import xsd_duration
from .numbers import xsd_number
from .texts import xsd_binary, xsd_boolean, xsd_text
from .value import InvalidValue, Value

Parse = Callable[[str], Value]


@dataclass(frozen=True)
class Datatype:
    """A datatype as a column uses it.

    ``limits`` maps minInclusive, maxInclusive, minExclusive and maxExclusive to keys of values;
    ``lengths`` maps length, minLength and maxLength to numbers; ``form`` parses the publisher's
    own format, None for XML Schema's; ``matches`` tells whether a text follows the expression.
    """

    base: Builtin
    iri: str
    form: Parse | None = None
    matches: Callable[[str], object] | None = None
    limits: tuple[tuple[str, Any, str], ...] = ()
    lengths: tuple[tuple[str, int], ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether every text is a value as it stands."""
        return (
            self.base.name in _PLAIN and not self.matches and not self.lengths and not self.limits
        )

    @property
    def is_simple(self) -> bool:
        """Whether XML Schema's form and limits alone say which texts are values."""
        return not (self.form or self.matches or self.lengths)

    def are_within(self, lowest: Any, highest: Any) -> bool:
        """Tell whether numbers from ``lowest`` to ``highest`` keep to every limit."""
        base = self.base
        if base.lowest is not None and lowest < base.lowest:
            return False
        if base.highest is not None and highest > base.highest:
            return False
        return all(
            _LIMITS[name](lowest, key) and _LIMITS[name](highest, key)
            for name, key, _ in self.limits
        )

    def parse(self, text: str) -> Value:
        """Return the value of a text that is not null; raises InvalidValue."""
        if self.matches and not self.matches(text):
            raise InvalidValue("does not match the format")
        value = self.form(text) if self.form else parse_builtin(self.base, text)
        for name, length in self.lengths:
            if not _LENGTHS[name](value.length or 0, length):
                raise InvalidValue(f"is {value.length} long, but {name} is {length}")
        for name, key, limit in self.limits:
            if not _LIMITS[name](value.key, key):
                raise InvalidValue(f"is beyond {name} {limit}")
        return value


_PLAIN = frozenset(
    {"string", "normalizedString", "token", "anyAtomicType", "anyURI"} | {"xml", "html", "json"}
)
_LENGTHS: dict[str, Callable[[int, int], bool]] = {
    "length": lambda length, limit: length == limit,
    "minLength": lambda length, limit: length >= limit,
    "maxLength": lambda length, limit: length <= limit,
}
_LIMITS: dict[str, Callable[[Any, Any], bool]] = {
    "minInclusive": lambda key, limit: key >= limit,
    "maxInclusive": lambda key, limit: key <= limit,
    "minExclusive": lambda key, limit: key > limit,
    "maxExclusive": lambda key, limit: key < limit,
}


def parse_builtin(base: Builtin, text: str) -> Value:
    """Return the value of ``text`` in XML Schema's form of ``base``; raises InvalidValue."""
    return _parser(base)(text)


def _parser(base: Builtin) -> Parse:
    if base.name not in _parsers:
        _parsers[base.name] = _new_parser(base)
    return _parsers[base.name]


def _new_parser(base: Builtin) -> Parse:
    name = base.name
    if base.family is Family.BOOLEAN:
        return xsd_boolean
    if base.family is Family.DATE:
        return lambda text: xsd_date(name, text)
    if base.family is Family.DURATION:
        return lambda text: xsd_duration(name, text)
    if base.family is Family.BINARY:
        return lambda text: xsd_binary(name, text)
    if base.family in WITH_LENGTH or base.family is Family.OTHER:
        return lambda text: xsd_text(name, text)
    return xsd_number(base)


_parsers: dict[str, Parse] = {}
STRING = Datatype(BUILTINS["string"], BUILTINS["string"].iri)
