"""Table readers: text, spreadsheets, maps and XML. The content decides, never the file's name."""

from __future__ import annotations

from pathlib import Path

from .content import open_content
from .formats import all_formats
from .not_tables import refuse_known_formats
from .table import Row, Source, Table

__all__ = ["Row", "Source", "Table", "open_table"]


def open_table(path: Path, source: Source | None = None, name: str | None = None) -> Table:
    """Return the table in a file; ``name`` is what the publisher calls it.

    Raises UnreadableFile or UnusableTable, which say what to do.
    """
    source = source or Source()
    content = open_content(path, name, source.member)
    refuse_known_formats(content)
    for one in all_formats():
        if one.recognises(content):
            table = one.read(content, source)
            break
    else:
        raise AssertionError("the format of delimited text takes every file")
    packing = {"compression": content.packing}
    if content.member:
        packing["member"] = content.member
    return Table(table.name, table.header, table.read, {**packing, **table.decisions}, table.locate)
