"""Table readers: CSV in any dress, and spreadsheets. The content decides, never the file's name."""

from __future__ import annotations

from pathlib import Path

from .content import open_content
from .delimited import read_delimited
from .spreadsheet import is_spreadsheet, read_spreadsheet
from .table import Row, Source, Table

__all__ = ["Row", "Source", "Table", "open_table"]


def open_table(path: Path, source: Source | None = None, name: str | None = None) -> Table:
    """Return the table in a file; ``name`` is what the publisher calls it.

    Raises UnreadableFile or UnusableTable, which say what to do.
    """
    content = open_content(path, name)
    read = read_spreadsheet if is_spreadsheet(content) else read_delimited
    return read(content, source or Source())
