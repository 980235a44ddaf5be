"""One published table: CSV on one side, what the CSVW engine makes of it on the other."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from ..csvw import Converter
from ..mapping.names import Names
from .quads_file import QuadsWriter

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]


class PublishedTable:
    """Rows as RFC 4180 CSV in UTF-8, and as quads of the dataset's graph, at the same time.

    ``description`` is the CSVW description of the table, its ``url`` the file's name.
    """

    def __init__(
        self, path: Path, description: dict[str, Any], names: Names, quads: QuadsWriter
    ) -> None:
        self.description = description
        self._converter = converter(description, names)
        self._quads = quads
        self._file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        columns = description["tableSchema"]["columns"]
        self._writer.writerow([one["name"] for one in columns if not one.get("virtual")])
        self.rows = 0

    def write(self, rows: Sequence[Sequence[str]]) -> None:
        """Write rows, one cell for each column that is not virtual."""
        if rows:
            self._writer.writerows(rows)
            self._quads.write(self._converter.convert(rows, self.rows + 1))
            self.rows += len(rows)

    def flush(self) -> None:
        """Make everything written so far readable in the file."""
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def converter(description: dict[str, Any], names: Names) -> Converter:
    """Return the engine for the rows of one described table, in the dataset's graph."""
    base = f"{names.uri_base}/"
    metadata = {"@context": CONTEXT, **description}
    return Converter.compile(
        metadata, base + description["url"], base, minimal=True, graph=names.graph
    )


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
