"""Spreadsheets: XLSX, XLS and ODS, read by python-calamine (one sheet, values only)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile, UnusableTable
from .content import Content
from .not_tables import refuse_other_archives
from .table import Source, Table, make_table

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"


def is_spreadsheet(content: Content) -> bool:
    """Tell whether the bytes are a zip or OLE container, whatever the file is called."""
    return content.head.startswith((ZIP_MAGIC, OLE_MAGIC))


def read_spreadsheet(content: Content, source: Source) -> Table:
    """Return the table in a sheet: the declared one, or else the first that is not empty.

    Numbers come as their shortest exact text, days as ISO 8601.
    Raises UnreadableFile for a damaged or protected workbook, UnusableTable for its shape.
    """
    place = Place(file=content.name)
    try:
        with content.open() as file:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(file.read()))
        sheet, values = _choose_sheet(workbook, source.sheet, content.name)
    except CalamineError as error:
        if content.head.startswith(ZIP_MAGIC):
            refuse_other_archives(content)
        raise UnreadableFile(
            "The spreadsheet is damaged, protected or of an unknown kind.",
            place=place,
            advice="Open it, save it again as XLSX or CSV, without a password.",
        ) from error
    rows = [[_text(value) for value in row] for row in values]
    first = next((i for i, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)

    def read() -> Iterator[list[str]]:
        return iter(rows[first + 1 :])

    decisions = {"format": "spreadsheet", "sheet": sheet, "sheets": len(workbook.sheet_names)}
    return make_table(content.name, rows[first] if rows else [], read, decisions)


def _choose_sheet(
    workbook: CalamineWorkbook, declared: str, name: str
) -> tuple[str, list[list[Any]]]:
    if declared and declared not in workbook.sheet_names:
        raise UnusableTable(
            f"The crosswalk declares the sheet “{declared}”, which is not there.",
            place=Place(file=name),
            advice=f"Sheets: {', '.join(workbook.sheet_names)}.",
        )
    candidates = [declared] if declared else workbook.sheet_names
    chosen, values = (candidates or [""])[0], []
    for candidate in candidates:
        values = workbook.get_sheet_by_name(candidate).to_python(skip_empty_area=True)
        if values:
            chosen = candidate
            break
    return chosen, values


def _text(value: Any) -> str:
    """Return a cell's value as text; ``5.0`` is ``5``, for a sheet knows no other integers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f") if value == value else ""
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return "" if value is None else str(value)
