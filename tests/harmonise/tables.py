"""Read a table out of bytes, as the reader tests do."""

from __future__ import annotations

from pathlib import Path

from ckanext.civic.harmonise.readers import Source, Table, open_table


def read(folder: Path, content: bytes, name: str = "file.csv", **source: str | int) -> Table:
    """Return the table in ``content``, written as the file ``name``."""
    path = folder / name
    path.write_bytes(content)
    return open_table(path, Source(**source))  # type: ignore[arg-type]


def rows_of(table: Table) -> list[list[str]]:
    """Return the cells of every row."""
    return [cells for _, cells in table.rows()]


def records_of(table: Table) -> list[dict[str, str]]:
    """Return every row by heading, without empty cells."""
    return [
        {name: cell for name, cell in zip(table.header, cells, strict=True) if cell}
        for _, cells in table.rows()
    ]
