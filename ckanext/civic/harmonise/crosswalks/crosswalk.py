"""What a crosswalk says: how one publisher's layout becomes a shared model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..models import Model

# An expression of the crosswalk language (docs/reference/crosswalks.md): a column's name or a
# mapping with ``column``, ``columns``, ``constant`` or ``first_of`` and what to do with the value.
Expression = str | dict[str, Any]


@dataclass(frozen=True)
class Publisher:
    """Who publishes: a name and an absolute IRI."""

    name: str
    uri: str


@dataclass(frozen=True)
class Key:
    """What tells a row apart.

    ``form`` is ``exact`` (percent-encoded) or ``slug``. With ``line``, several rows may share
    the columns; the values of the ``line`` columns then tell the lines apart.
    """

    columns: tuple[str, ...]
    form: str = "exact"
    line: tuple[str, ...] = ()


@dataclass(frozen=True)
class Position:
    """Two coordinates and the EPSG code that they are declared in; x is east or longitude."""

    x: Expression
    y: Expression
    crs: str


@dataclass(frozen=True)
class Redaction:
    """A column whose ``values`` say that a name is withheld."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Crosswalk:
    """One publisher's layout of one model.

    ``area`` is west, south, east, north in degrees. ``source`` may declare ``encoding``,
    ``delimiter`` and ``sheet``; what it leaves open is decided from the bytes.
    """

    id: str
    model: Model
    title: str
    publisher: Publisher
    key: Key
    fields: Mapping[str, Expression]
    positions: tuple[Position, ...] = ()
    redaction: Redaction | None = None
    area: tuple[float, float, float, float] | None = None
    source: Mapping[str, str] = field(default_factory=dict)
    ignore: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the file must have, in the order of first mention."""
        named = [*self.key.columns, *self.key.line]
        for expression in self.fields.values():
            named.extend(columns_of(expression))
        for position in self.positions:
            named.extend([*columns_of(position.x), *columns_of(position.y)])
        if self.redaction:
            named.append(self.redaction.column)
        return tuple(dict.fromkeys(named))


def columns_of(expression: Expression) -> list[str]:
    """Return the columns that an expression reads."""
    if isinstance(expression, str):
        return [expression]
    columns = list(expression.get("columns", ()))
    if "column" in expression:
        columns.append(expression["column"])
    if "when" in expression:
        columns.append(expression["when"]["column"])
    for branch in expression.get("first_of", ()):
        columns.extend(columns_of(branch))
    return columns
