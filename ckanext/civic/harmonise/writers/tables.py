"""One published table: CSV on one side, what the CSVW engine makes of it on the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from .csv_text import csv_rows
from .linked_data import LinkedData

Columns = Sequence[Sequence[str]]


class PublishedTable:
    """Rows as RFC 4180 CSV in UTF-8, and as linked data, at the same time.

    ``description`` is the CSVW description of the table, its ``url`` the file's name. Columns that
    are ``empty`` in every row say nothing, so the engine is spared them.
    """

    def __init__(
        self,
        kind: str,
        path: Path,
        description: dict[str, Any],
        linked_data: LinkedData,
        empty: frozenset[str] = frozenset(),
    ) -> None:
        self.description = description
        self._kind, self._linked_data = kind, linked_data
        columns = description["tableSchema"]["columns"]
        names = [one["name"] for one in columns if not one.get("virtual")]
        self._told = [index for index, name in enumerate(names) if name not in empty]
        self._empty = frozenset(range(len(names))) - frozenset(self._told)
        linked_data.describe(kind, _only(description, empty))
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._file.write(csv_rows([[name] for name in names]))
        self._rows = 0

    def write(self, columns: Columns) -> None:
        """Write the cells of some rows, by column."""
        if not columns or not len(columns[0]):
            return
        self._file.write(csv_rows(columns, self._empty))
        told = [columns[index] for index in self._told]
        self._linked_data.write(self._kind, told, self._rows + 1)
        self._rows += len(columns[0])

    def flush(self) -> None:
        """Make everything written so far readable in the file."""
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _only(description: dict[str, Any], empty: frozenset[str]) -> dict[str, Any]:
    """Return a description without the columns that are empty in every row."""
    schema = description["tableSchema"]
    columns = [one for one in schema["columns"] if one["name"] not in empty]
    return {**description, "tableSchema": {**schema, "columns": columns}}


def table_description(
    file_name: str, title: str, columns: Sequence[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """Return the CSVW description of the table in the file ``file_name``, found beside it."""
    return {
        "url": quote(file_name),
        "dc:title": title,
        **more,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {"aboutUrl": "{+uri}", "columns": list(columns)},
    }


def virtual_column(name: str, predicate: str, value: str) -> dict[str, Any]:
    """Return a column that says the same of every row's thing."""
    return {"name": name, "virtual": True, "propertyUrl": predicate, "valueUrl": value}
