"""What a workbook's parts say that its reader does not: size, merges, formulas without a value."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile
from .limits import MAX_SHARED_TEXT_BYTES, MAX_SHEET_CELLS, MAX_WORKBOOK_BYTES, sized, too_large
from .merged_cells import Region

_SHOWN_CELLS = 10
_CHUNK_BYTES = 1 << 20
_LOCAL_HEADER_BYTES = 30  # APPNOTE.TXT 4.3.7: fixed part, then a name and an extra field


@dataclass(frozen=True)
class SheetSurvey:
    """What is known of one sheet. ``errors`` has for a row (from 0) columns and error signs."""

    merged: Sequence[Region] = ()
    without_value: Sequence[str] = ()
    errors: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)

    def refuse_formulas_without_value(self, file: str, sheet: str) -> None:
        """Raise UnreadableFile when a formula's result was never stored; nothing is computed."""
        if self.without_value:
            shown = ", ".join(self.without_value[:_SHOWN_CELLS])
            raise UnreadableFile(
                f"In the sheet “{sheet}” {len(self.without_value):,}"
                f" {'cell is' if len(self.without_value) == 1 else 'cells are'} a formula without"
                f" a stored value: {shown}.",
                place=Place(file=file, column=self.without_value[0]),
                advice="Open the workbook in a spreadsheet program and save it again, or save it"
                " with values in place of formulas.",
            )


NO_SURVEY = SheetSurvey()


class WorkbookSurvey(Protocol):
    """The surveys of a workbook's sheets."""

    def sheet(self, name: str) -> SheetSurvey:
        """Return the survey of a sheet; raises UnreadableFile when it is too large."""
        ...


def open_package(packed: bytes, name: str) -> zipfile.ZipFile | None:
    """Return the parts of a workbook, whose true sizes were counted; None when it is damaged.

    Raises UnreadableFile when they are too large: a size that an archive states can be a lie.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(packed))
    except zipfile.BadZipFile:
        return None
    total = 0
    for part in package.infolist():
        is_text = part.filename.endswith("sharedStrings.xml")
        allowed = MAX_SHARED_TEXT_BYTES if is_text else MAX_WORKBOOK_BYTES - total
        size = _true_size(packed, part, allowed)
        total += size
        if size > allowed:
            raise too_large(name, f"The spreadsheet unpacks to more than {sized(allowed)}.")
    return package


def refuse_size(name: str, sheet: str, rows: int, columns: int) -> None:
    """Raise UnreadableFile when a sheet that reaches so far would not fit in memory."""
    if rows * columns > MAX_SHEET_CELLS:
        raise too_large(
            name,
            f"The sheet “{sheet}” reaches to row {rows:,} and column {columns:,}: more than"
            f" {MAX_SHEET_CELLS:,} cells.",
        )


def column_index(letters: bytes) -> int:
    """Return the number of a column from 0: ``A`` is 0, ``AA`` is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def _true_size(packed: bytes, part: zipfile.ZipInfo, allowed: int) -> int:
    """Return how many bytes a part unpacks to, or a little more than ``allowed``."""
    fixed = packed[part.header_offset : part.header_offset + _LOCAL_HEADER_BYTES]
    start = part.header_offset + _LOCAL_HEADER_BYTES
    start += int.from_bytes(fixed[26:28], "little") + int.from_bytes(fixed[28:30], "little")
    body = memoryview(packed)[start : start + part.compress_size]
    if part.compress_type != zipfile.ZIP_DEFLATED:
        return len(body)
    unpacker, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    for begin in range(0, len(body), _CHUNK_BYTES):
        rest = bytes(body[begin : begin + _CHUNK_BYTES])
        while rest and size <= allowed:
            try:
                size += len(unpacker.decompress(rest, _CHUNK_BYTES))
            except zlib.error:
                return size  # the reader will say that it is damaged
            rest = unpacker.unconsumed_tail
    return size
