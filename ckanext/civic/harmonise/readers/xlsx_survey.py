"""Survey of an XLSX workbook's sheets, by patterns over the bytes of each sheet's part.

Source: ECMA-376-1 §18.3.1.4 (cell), §18.3.1.40 (formula), §18.2.19 (sheets), §18.18.11 (types).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath

from .limits import MIB, too_large
from .sheet_survey import NO_SURVEY, SheetSurvey, column_index, refuse_size
from .xml_events import elements, local_name

_CHUNK_BYTES = 4 * MIB
_MAX_ROW_BYTES = 64 * MIB
_MAX_CONTENTS_BYTES = 16 * MIB
_MAX_ERRORS = 100_000
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
# no pattern reaches over a “<”, so that each looks at a byte only a few times
_FORMULA_PART = rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f\s*>)\s*"
# a cell that is not empty, and where it is
_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"'][^<>]*(?<!/)>"
)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c(\s[^<>]*)(?<!/)>\s*"
    + _FORMULA_PART
    + rb"(<(?:\w+:)?v(?:\s[^<>]*)?(?:/>|>\s*<)|<(?:\w+:)?v)?"
)
_ERROR = re.compile(
    rb"<(?:\w+:)?c(\s[^<>]*\bt\s*=\s*[\"']e[\"'][^<>]*)>\s*(?:"
    + _FORMULA_PART
    + rb")?<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<"
)
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"']")
_TEXT_RESULT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")


class XlsxSurvey:
    """The sheets of one workbook; each is looked at when it is asked for."""

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        self._package, self._name = package, name
        self._parts = self._sheet_parts()

    def sheet(self, name: str) -> SheetSurvey:
        """Return the survey of a sheet; raises UnreadableFile when it is too large."""
        part = self._parts.get(name)
        if part is None or part not in self._package.NameToInfo:
            return NO_SURVEY
        rows = columns = 0
        without_value: list[str] = []
        errors: dict[int, list[tuple[int, str]]] = {}
        for text in self._chunks(part):
            cells = _CELL.findall(text)
            if cells:
                rows = max(rows, max(int(row) for _, row in cells))
                columns = max(columns, max(map(column_index, {one for one, _ in cells})) + 1)
                refuse_size(self._name, name, rows, columns)
            without_value.extend(_without_value(text))
            for row, column, sign in _errors(text):
                if len(errors) < _MAX_ERRORS:
                    errors.setdefault(row, []).append((column, sign))
        return SheetSurvey((), without_value, errors)

    def _chunks(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of a sheet, cut behind whole rows."""
        rest = b""
        with self._package.open(part) as file:
            while chunk := file.read(_CHUNK_BYTES):
                rest += chunk
                cut = rest.rfind(b"row>") + len(b"row>")
                if cut >= len(b"row>"):
                    yield rest[:cut]
                    rest = rest[cut:]
                elif len(rest) > _MAX_ROW_BYTES:
                    raise too_large(self._name, "A row of the spreadsheet is too large.")
        yield rest

    def _sheet_parts(self) -> dict[str, str]:
        """Return the part of each sheet by the sheet's name."""
        targets = {}
        for element in self._elements("xl/_rels/workbook.xml.rels", "Relationship"):
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            targets[element.get("Id")] = path
        parts = {}
        for element in self._elements("xl/workbook.xml", "sheet"):
            id = element.get(_RELATIONSHIP) or element.get(_STRICT_RELATIONSHIP)
            parts[element.get("name")] = targets.get(id, "")
        return parts

    def _elements(self, part: str, name: str) -> list:
        if part not in self._package.NameToInfo:
            return []
        if self._package.NameToInfo[part].file_size > _MAX_CONTENTS_BYTES:
            raise too_large(self._name, "The spreadsheet's table of contents is too large.")
        file = io.BytesIO(self._package.read(part))
        return [
            element
            for event, element, _ in elements(file, self._name)
            if event == "end" and local_name(element) == name
        ]


def _without_value(text: bytes) -> Iterator[str]:
    """Yield the cells with a formula and no stored result; an empty text is a result."""
    for found in _FORMULA.finditer(text):
        value = found[2]
        is_empty = value is not None and value.endswith((b"/>", b"<")) and len(value) > 3
        is_missing = value is None or (is_empty and not _TEXT_RESULT.search(found[1]))
        if is_missing:
            place = _REFERENCE.search(found[1])
            yield (place[1] + place[2]).decode() if place else "(unnamed)"


def _errors(text: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield row and column from 0, and the sign, of the cells that show an error."""
    for found in _ERROR.finditer(text):
        place = _REFERENCE.search(found[1])
        if place:
            yield int(place[2]) - 1, column_index(place[1]), found[2].decode("utf-8", "replace")
