"""Tell what is no table at all, so that nobody searches binary content for a wrong encoding."""

from __future__ import annotations

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile
from .content import Content

_BYTE_ORDER_MARK_AND_SPACES = b"\xef\xbb\xbf \t\r\n"
_STARTS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"@prefix ", "linked data already (Turtle)"),
    (b"@base ", "linked data already (Turtle)"),
    (b"<http", "linked data already (N-Triples or Turtle)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
)
_START_BYTES = 16
# all control characters but tab, line feed, vertical tab, form feed, carriage return and the
# end-of-file sign of DOS: text hardly ever has them, one byte in ten of random content is one
_CONTROLS = bytes({*range(32), 127} - {9, 10, 11, 12, 13, 26})
_STRAY_CONTROLS = 3
_CONTROL_SHARE = 0.02


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


def not_a_table(content: Content, what: str) -> UnreadableFile:
    """Return the error for a file that is ``what`` instead of a table."""
    return UnreadableFile(
        f"This is not a table: the file is {what}.",
        place=Place(file=content.name),
        advice="Upload the table itself: CSV (best in UTF-8), XLSX, XLS or ODS; or a map as GeoJSON"
        " or KML.",
    )
