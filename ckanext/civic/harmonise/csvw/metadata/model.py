"""Metadata in its normal form: descriptions of a group, its tables, schemas and columns.

Source: Metadata Vocabulary for Tabular Data, 5.3 to 5.7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..dialect import Dialect

# property name -> value, for those inherited properties that a description sets
Inherited = Mapping[str, Any]
# (absolute property IRI, normalised value)
Annotations = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Column:
    """A column description; ``titles`` maps language codes to lists of titles."""

    name: str | None = None
    titles: Mapping[str, list[str]] = field(default_factory=dict)
    default_title: str | None = None
    virtual: bool = False
    suppress_output: bool = False
    inherited: Inherited = field(default_factory=dict)


@dataclass(frozen=True)
class ForeignKey:
    """Columns of this table and the columns of another that they refer to."""

    columns: tuple[str, ...]
    resource: str | None
    schema: str | None
    referenced_columns: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Schema:
    """A schema description; ``id`` is its absolute URL or None."""

    id: str | None = None
    columns: tuple[Column, ...] = ()
    primary_key: tuple[str, ...] = ()
    row_titles: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    inherited: Inherited = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table description; without ``schema`` the file's own header names the columns."""

    url: str
    id: str | None = None
    schema: Schema | None = None
    dialect: Dialect | None = None
    suppress_output: bool = False
    annotations: Annotations = ()
    inherited: Inherited = field(default_factory=dict)


@dataclass(frozen=True)
class TableGroup:
    """A group of tables: what every metadata document is made into."""

    tables: tuple[Table, ...]
    id: str | None = None
    annotations: Annotations = ()
    inherited: Inherited = field(default_factory=dict)
