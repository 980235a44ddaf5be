"""Spreadsheets: XLSX, XLS and ODS, read by python-calamine (one sheet, values only)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from ckanext.civic.core.errors import Place

from ...errors import UnreadableFile, UnusableTable
from ..assemble import table_of_rows
from ..cell_text import cell_text
from ..content import OLE_MAGIC, Content
from ..limits import MAX_OLD_WORKBOOK_BYTES, MAX_WORKBOOK_BYTES, too_large
from ..merged_cells import MergedCells
from ..not_tables import not_a_table
from ..ods_survey import OdsSurvey
from ..sheet_survey import NO_SURVEY, SheetSurvey, WorkbookSurvey, open_package
from ..table import Source, Table
from ..xlsx_survey import XlsxSurvey
from .registry import Format, file_format


@file_format
class Workbook(Format):
    """A zip or OLE container with sheets, whatever the file is called."""

    id = "spreadsheet"
    order = 10

    def recognises(self, content: Content) -> bool:
        """Tell a zip or OLE container."""
        return content.is_packed_zip or content.head.startswith(OLE_MAGIC)

    def read(self, content: Content, source: Source) -> Table:
        """Return the declared sheet, or else the first visible one that is not empty.

        Raises UnreadableFile for a damaged, protected or too large workbook and for a formula
        without a value, UnusableTable for its shape.
        """
        packed = _bytes(content)
        surveys = _survey(packed, content) if content.is_packed_zip else None
        try:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(packed))
            sheet = _choose(workbook, surveys, source.sheet, content.name)
        except PasswordError as error:
            raise _unreadable(content, "The spreadsheet is protected by a password.") from error
        except CalamineError as error:
            raise _unreadable(
                content, "The spreadsheet is damaged, protected or of an unknown kind."
            ) from error
        return table_of_rows(
            content.name,
            sheet.rows,
            sheet.lines,
            source,
            sheet.decisions(self.id),
            merged=sheet.merged,
            first_column=sheet.first_column,
        )


class _Sheet:
    """One sheet, which can be read again and again."""

    def __init__(self, workbook: CalamineWorkbook, name: str, survey: SheetSurvey) -> None:
        self.name, self._survey = name, survey
        self._names = [(one.name, one.visible) for one in workbook.sheets_metadata]
        self._sheet = workbook.get_sheet_by_name(name)
        self.merged = MergedCells(self._sheet.merged_cell_ranges or survey.merged)
        self.first_column = (self._sheet.start or (0, 0))[1]

    def is_empty(self) -> bool:
        return self._sheet.height == 0

    def rows(self) -> Iterator[list[str]]:
        """Yield each row of the sheet from its first, as text."""
        for row in self.merged.filled(self._values(), self.first_column):
            yield list(map(cell_text, row))

    def _values(self) -> Iterator[list[Any]]:
        errors, left = self._survey.errors, self.first_column
        for number, row in enumerate(self._sheet.iter_rows()):
            for column, text in errors.get(number, ()):
                row[column - left] = text
            yield row

    def lines(self) -> Iterator[int]:
        """Yield the numbers of the sheet's rows, from 1."""
        return iter(range(1, (self._sheet.end or (0, 0))[0] + 2))

    def decisions(self, format_id: str) -> dict[str, Any]:
        hidden = [name for name, visible in self._names if visible != SheetVisibleEnum.Visible]
        found: dict[str, Any] = {
            "format": format_id,
            "sheet": self.name,
            "sheets": len(self._names),
        }
        others = [name for name, _ in self._names if name != self.name]
        if others:
            found["other_sheets"] = others
        if hidden:
            found["hidden_sheets"] = hidden
        if self.merged.regions:
            found["merged_regions"] = len(self.merged.regions)
            found["merged_cells"] = "texts are repeated down a merged region, numbers are not"
        if self._survey.errors:
            found["error_cells"] = sum(map(len, self._survey.errors.values()))
        return found


def _survey(packed: bytes, content: Content) -> WorkbookSurvey | None:
    """Return what the parts of a workbook say, or None when it is damaged.

    Raises UnreadableFile when it is too large, or no workbook that can be bounded.
    """
    package = open_package(packed, content.name)
    if package is None:
        return None
    names = package.NameToInfo
    if "xl/workbook.bin" in names:
        raise _unreadable(content, "The spreadsheet is a binary workbook (XLSB).")
    if "content.xml" in names:
        survey = OdsSurvey(package, content.name)
        if survey.has_sheets:
            return survey
        raise not_a_table(content, "a document without a spreadsheet in it")
    return XlsxSurvey(package, content.name)


def _choose(
    workbook: CalamineWorkbook, surveys: WorkbookSurvey | None, declared: str, name: str
) -> _Sheet:
    names = workbook.sheet_names
    if declared and declared not in names:
        raise UnusableTable(
            f"The crosswalk declares the sheet “{declared}”, which is not there.",
            place=Place(file=name),
            advice=f"Sheets: {', '.join(names)}.",
        )
    visible = [
        one.name for one in workbook.sheets_metadata if one.visible == SheetVisibleEnum.Visible
    ]
    sheet = None
    for candidate in [declared] if declared else visible or names:
        survey = surveys.sheet(candidate) if surveys else NO_SURVEY
        sheet = _Sheet(workbook, candidate, survey)
        survey.refuse_formulas_without_value(name, candidate)
        if not sheet.is_empty():
            return sheet
    if sheet is None:
        raise UnusableTable("The workbook has no sheet.", place=Place(file=name))
    return sheet


def _bytes(content: Content) -> bytes:
    limit = MAX_WORKBOOK_BYTES if content.is_packed_zip else MAX_OLD_WORKBOOK_BYTES
    with content.open() as file:
        packed = file.read(limit + 1)
    if len(packed) > limit:
        raise too_large(content.name, "The spreadsheet is too large to be read.")
    return packed


def _unreadable(content: Content, message: str) -> UnreadableFile:
    return UnreadableFile(
        message,
        place=Place(file=content.name),
        advice="Open it, save it again as XLSX or CSV, without a password.",
    )
