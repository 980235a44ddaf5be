"""Tell what is no table at all, so that nobody searches binary content for a wrong encoding."""

from __future__ import annotations

import zipfile

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile
from .content import Content

_BYTE_ORDER_MARK_AND_SPACES = b"\xef\xbb\xbf \t\r\n"
_STARTS = (
    (b"%PDF", "a PDF document"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"<", "a web page or XML"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
)
_START_BYTES = 16
# all control characters but tab, line feed, vertical tab, form feed, carriage return and the
# end-of-file sign of DOS: text hardly ever has them, one byte in ten of random content is one
_CONTROLS = bytes({*range(32), 127} - {9, 10, 11, 12, 13, 26})
_STRAY_CONTROLS = 3
_CONTROL_SHARE = 0.02
_WORKBOOK_PARTS = ("xl/", "content.xml")


def refuse_known_formats(content: Content) -> None:
    """Raise UnreadableFile when the first bytes are those of a format that is no table."""
    start = content.head.lstrip(_BYTE_ORDER_MARK_AND_SPACES)[:_START_BYTES]
    for magic, what in _STARTS:
        if start.startswith(magic):
            raise not_a_table(content, what)


def refuse_binary(content: Content) -> None:
    """Raise UnreadableFile for binary content: not to be asked of what decodes as Unicode."""
    controls = len(content.head) - len(content.head.translate(None, _CONTROLS))
    if controls > _STRAY_CONTROLS and controls > len(content.head) * _CONTROL_SHARE:
        raise not_a_table(content, "binary content, whatever its name says")


def refuse_other_archives(content: Content) -> None:
    """Raise UnreadableFile for a whole ZIP archive that is no workbook."""
    try:
        with content.open() as file, zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return
    if not any(name.startswith(_WORKBOOK_PARTS) for name in names):
        raise not_a_table(content, "a ZIP archive or a document without a spreadsheet in it")


def not_a_table(content: Content, what: str) -> UnreadableFile:
    """Return the error for a file that is ``what`` instead of a table."""
    return UnreadableFile(
        f"This is not a table: the file is {what}.",
        place=Place(file=content.name),
        advice="Upload the table itself: CSV (best in UTF-8), XLSX, XLS or ODS.",
    )
