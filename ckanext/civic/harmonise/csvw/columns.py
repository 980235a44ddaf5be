"""The columns of an annotated table: descriptions joined with what the file has.

Sources: Model for Tabular Data and Metadata on the Web, 4.3 Columns; Metadata Vocabulary for
Tabular Data, 5.6 (names) and 5.7 (inheritance).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .datatypes.datatype import Datatype
from .metadata.inherited import effective
from .metadata.model import Column, Inherited, Table, TableGroup
from .templates import Template


@dataclass(frozen=True)
class TableColumn:
    """One column with all its annotations.

    ``index`` is its place in a row of cells, None for a virtual column.
    """

    number: int
    source_number: int
    index: int | None
    name: str
    datatype: Datatype
    default: str
    lang: str
    nulls: frozenset[str]
    ordered: bool
    required: bool
    separator: str | None
    about_url: Template | None
    property_url: Template | None
    value_url: Template | None
    suppress_output: bool

    @property
    def virtual(self) -> bool:
        """Whether the file does not have this column."""
        return self.index is None

    def template_values(self) -> dict[str, str]:
        """Return the template variables that are the same in every row."""
        return {
            "_name": unquote(self.name),
            "_column": str(self.number),
            "_sourceColumn": str(self.source_number),
        }


def table_columns(
    group: TableGroup, table: Table, titles: Sequence[Sequence[str]] | None, skipped: int = 0
) -> list[TableColumn]:
    """Return the columns of ``table``.

    ``titles`` are those of the file's header, column by column (an empty list where it gives
    none); None when the file is not known, so that the descriptions alone count. ``skipped``
    columns stand before the first.
    """
    described = list(table.schema.columns) if table.schema else []
    if table.schema is None:
        described = [Column(default_title=one[0] if one else None) for one in titles or ()]
    real = [column for column in described if not column.virtual]
    if titles is not None:
        real = real[: len(titles)] + [Column()] * (len(titles) - len(real))
    virtual = [column for column in described if column.virtual]
    levels = (group.inherited, table.inherited, table.schema.inherited if table.schema else {})
    found: list[TableColumn] = []
    for number, column in enumerate([*real, *virtual], start=1):
        index = None if column.virtual else number - 1
        found.append(_table_column(column, number, index, skipped, levels))
    return found


def _table_column(
    column: Column, number: int, index: int | None, skipped: int, levels: tuple[Inherited, ...]
) -> TableColumn:
    value = effective(*levels, column.inherited)
    return TableColumn(
        number=number,
        source_number=number + skipped,
        index=index,
        name=column_name(column, number),
        datatype=value["datatype"],
        default=value["default"],
        lang=value["lang"],
        nulls=frozenset(value["null"]),
        ordered=value["ordered"],
        required=value["required"],
        separator=value["separator"],
        about_url=value["aboutUrl"],
        property_url=value["propertyUrl"],
        value_url=value["valueUrl"],
        suppress_output=column.suppress_output,
    )


def column_name(column: Column, number: int) -> str:
    """Return the name annotation: the name, else the title percent-encoded, else _col.N."""
    if column.name:
        return column.name
    if column.default_title:
        return quote(column.default_title, safe="_.").replace("-", "%2D").replace("~", "%7E")
    return f"_col.{number}"
