"""Survey of an ODS workbook's sheets, by one pass over its content.

Source: OASIS OpenDocument 1.3 part 3, §9.1.4 (cells), §19.676 (repeated rows), §19.642 (formula).
"""

from __future__ import annotations

import zipfile
from typing import Any

from .limits import MAX_SHEET_CELLS
from .merged_cells import Region
from .sheet_survey import NO_SURVEY, SheetSurvey, refuse_size
from .xml_events import elements, forget, local_name

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = ("table-cell", "covered-table-cell")


class OdsSurvey:
    """The sheets of one workbook."""

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        self.has_sheets = False
        self._sheets: dict[str, _SheetReading] = {}
        reading: _SheetReading | None = None
        rows_open = 0
        with package.open("content.xml") as file:
            for event, element, _ in elements(file, name):
                kind = local_name(element)
                if event == "start":
                    rows_open += kind == "table-row"
                    self.has_sheets |= kind == "spreadsheet"
                    if kind == "table":
                        title = element.get(f"{_TABLE}name", "")
                        reading = self._sheets[title] = _SheetReading(name, title)
                    continue
                if reading and kind in _CELLS:
                    reading.cell(element)
                elif kind == "table-row":
                    rows_open -= 1
                    if reading:
                        reading.row(element)
                if not rows_open:
                    forget(element)

    def sheet(self, name: str) -> SheetSurvey:
        """Return the survey of a sheet."""
        reading = self._sheets.get(name)
        if not reading:
            return NO_SURVEY
        return SheetSurvey(tuple(reading.merged), tuple(reading.without_value))


class _SheetReading:
    """What one sheet has shown so far; rows and columns count from 0."""

    def __init__(self, file: str, title: str) -> None:
        self._file, self._title = file, title
        self._row = self._column = self._widest = self._filled_to = 0
        self.merged: list[Region] = []
        self.without_value: list[str] = []

    def cell(self, element: Any) -> None:
        repeated = _count(element, "number-columns-repeated")
        rows, columns = (_count(element, f"number-{one}-spanned") for one in ("rows", "columns"))
        if rows > 1 or columns > 1:
            last = (self._row + rows - 1, self._column + columns - 1)
            self.merged.append(((self._row, self._column), last))
        has_type = element.get(f"{_OFFICE}value-type") is not None
        if element.get(f"{_TABLE}formula") is not None and not has_type and not len(element):
            self.without_value.append(f"{_letters(self._column)}{self._row + 1}")
        self._column += repeated
        refuse_size(self._file, self._title, 1, self._column)
        if has_type or len(element):
            self._filled_to = self._column

    def row(self, element: Any) -> None:
        repeated = _count(element, "number-rows-repeated")
        self._row += repeated
        if self._filled_to:
            self._widest = max(self._widest, self._filled_to)
            refuse_size(self._file, self._title, self._row, self._widest)
        self._column = self._filled_to = 0


def _count(element: Any, name: str) -> int:
    value = element.get(_TABLE + name, "1")
    return min(max(int(value), 1), MAX_SHEET_CELLS) if value.isdecimal() else 1


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
