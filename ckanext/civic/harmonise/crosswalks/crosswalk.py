"""What a crosswalk says: how one publisher's layout becomes a shared model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..mapping.conditions import columns_of_condition
from ..models import Model
from .layout import fingerprint

# An expression of the crosswalk language (docs/reference/crosswalks.md): a column's name or a
# mapping with ``column``, ``columns``, ``constant``, ``first_of`` or ``all_of`` and what to do.
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
    the columns; the values of the ``line`` columns then tell the lines apart. Without columns the
    canonical values of ``fields`` make the key.
    """

    columns: tuple[str, ...] = ()
    form: str = "exact"
    line: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def names(self) -> str:
        """Return what the key is made of, as a message names it."""
        return ", ".join(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the columns, or else the fields, that make the key."""
        return self.columns or self.fields


@dataclass(frozen=True)
class Position:
    """Two coordinates and the EPSG code that they are declared in; x is east or longitude.

    With ``swap_axes`` the columns are named the wrong way round in every row.
    """

    x: Expression
    y: Expression
    crs: str
    swap_axes: bool = False


@dataclass(frozen=True)
class Drop:
    """Rows that are no things: ``when`` is a condition of the crosswalk language."""

    when: Any
    reason: str


@dataclass(frozen=True)
class Unpivot:
    """Columns of a wide table that become rows: ``name`` has the heading, ``value`` the cell."""

    columns: tuple[str, ...]
    name: str
    value: str

    @property
    def made(self) -> tuple[str, str]:
        """Return the two columns that no file has."""
        return (self.name, self.value)


@dataclass(frozen=True)
class Redaction:
    """A column whose ``values`` say that a name is withheld."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Crosswalk:
    """One publisher's layout of one dataset, for one model.

    ``layout`` has the headings of the file or their fingerprint, empty when only the columns that
    are read must be there. ``valid_from`` and ``valid_to`` are ISO days of the files that it is
    for. With ``extends_model``, fields without a rule take the column that is called as the model
    calls it. ``area`` is west, south, east, north in degrees. ``source`` may declare how the bytes
    are to be read; what it leaves open is decided from them. ``folder`` has its lookup tables.
    ``confirmed`` has, by check and key, why a row that the check finds is right all the same.
    With ``unpivot`` the rules are for the long form of a wide table.
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
    source: Mapping[str, Any] = field(default_factory=dict)
    ignore: Mapping[str, str] = field(default_factory=dict)
    part_of: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    drop: tuple[Drop, ...] = ()
    dataset: str = ""
    layout: str | tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    extends_model: bool = False
    folder: Path | None = None
    unpivot: Unpivot | None = None

    @property
    def identity(self) -> tuple[str, str, str]:
        """Return publisher, dataset and fingerprint of the layout: what tells crosswalks apart."""
        layout = self.layout
        if not isinstance(layout, str):
            layout = fingerprint(layout or [*self.file_columns, *self.accounted])
        return (self.publisher.uri, self.dataset or self.model.id, layout)

    @property
    def accounted(self) -> tuple[str, ...]:
        """Return the columns that are not read, each for a reason."""
        return (*self.part_of, *self.ignore)

    @property
    def filled(self) -> frozenset[str]:
        """Return the fields of the model that can have a value."""
        located = self.model.position.values() if self.positions else ()
        shape = [self.model.geometry.field] if self.model.geometry else []
        flag = [self.model.redacted_flag] if self.model.redacted_flag else []
        return frozenset((*self.fields, *located, *shape, *flag))

    def is_valid_on(self, day: str) -> bool:
        """Tell whether the crosswalk is for files of an ISO day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    @property
    def file_columns(self) -> tuple[str, ...]:
        """Return the columns that the file must have; what ``unpivot`` makes is not in it."""
        if not self.unpivot:
            return self.columns
        read = (name for name in self.columns if name not in self.unpivot.made)
        return tuple(dict.fromkeys([*read, *self.unpivot.columns]))

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the rules read, in the order of first mention."""
        named = [*self.key.columns, *self.key.line]
        for expression in self.fields.values():
            named.extend(columns_of(expression))
        for position in self.positions:
            named.extend([*columns_of(position.x), *columns_of(position.y)])
        if self.redaction:
            named.append(self.redaction.column)
        for one in self.drop:
            named.extend(columns_of_condition(one.when))
        return tuple(dict.fromkeys(named))


def columns_of(expression: Expression) -> list[str]:
    """Return the columns that an expression reads."""
    if isinstance(expression, str):
        return [expression]
    columns = list(expression.get("columns", ()))
    if "column" in expression:
        columns.append(expression["column"])
    if "when" in expression:
        columns.extend(columns_of_condition(expression["when"]))
    for branch in (*expression.get("first_of", ()), *expression.get("all_of", ())):
        columns.extend(columns_of(branch))
    return list(dict.fromkeys(columns))
