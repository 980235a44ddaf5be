"""Delimited text: CSV and its relatives, with any line ends (RFC 4180 and what people write)."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile
from .content import Content
from .encoding import Encoding, decide_encoding
from .not_tables import refuse_known_formats
from .table import Source, Table, make_table

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT_ROWS = 100
_CELL_CHARACTERS = 1_000_000


def read_delimited(content: Content, source: Source) -> Table:
    """Return the table in a text file.

    Raises UnreadableFile for bytes that are no delimited text, UnusableTable for its shape.
    """
    refuse_known_formats(content)
    encoding = decide_encoding(content, source.encoding)
    delimiter = source.delimiter or _decide_delimiter(content, encoding)

    def every_row() -> Iterator[list[str]]:
        return _parsed(content, encoding, delimiter)

    decisions = {
        "format": "delimited text",
        "compression": "gzip" if content.is_gzipped else "none",
        "encoding": encoding.codec,
        "encoding_evidence": encoding.evidence,
        "other_signs": encoding.signs,
        "delimiter": delimiter,
        "line_ends": _line_ends(content.head, encoding),
    }
    header = next(every_row(), [])
    return make_table(
        content.name, header, lambda: itertools.islice(every_row(), 1, None), decisions
    )


def _parsed(content: Content, encoding: Encoding, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_CELL_CHARACTERS)
    with content.open() as file:
        text = io.TextIOWrapper(file, encoding=encoding.codec, newline="")
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            yield from reader
        except csv.Error as error:
            raise UnreadableFile(
                f"The quotation marks do not fit near line {reader.line_num} ({error}).",
                place=Place(file=content.name),
                advice="A quotation mark inside a cell must be doubled, and the cell quoted.",
            ) from error


def _decide_delimiter(content: Content, encoding: Encoding) -> str:
    """Return the delimiter that divides the header, and most rows like it, into most columns."""

    def fit(delimiter: str) -> tuple[bool, bool, int]:
        widths: list[int] = []
        try:
            for row in itertools.islice(_parsed(content, encoding, delimiter), _LOOKED_AT_ROWS):
                widths.append(len(row))
        except UnreadableFile:
            pass  # reading the whole table will say so
        width = widths[0] if widths else 0
        alike = sum(other in (width, 0) for other in widths)
        return (width > 1, alike * 2 > len(widths), width)

    return max(DELIMITERS, key=fit)


def _line_ends(head: bytes, encoding: Encoding) -> str:
    text = head.decode(encoding.codec, "ignore")
    if "\r\n" in text:
        return "CRLF"
    return "CR" if "\r" in text and "\n" not in text else "LF"
