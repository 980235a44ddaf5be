"""Delimited text: CSV and its relatives, with any line ends (RFC 4180 and what people write)."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from ckanext.civic.core.errors import Place

from ...errors import UnreadableFile
from ..assemble import table_of_rows
from ..content import Content, holds_bytes
from ..encoding import Encoding, decide_encoding
from ..limits import MAX_CELL_CHARACTERS, MAX_LINE_CHARACTERS, too_large
from ..table import Source, Table
from .registry import Format, file_format

DELIMITERS = (",", "\t", ";", "|", "^", "~", "¦", "\x1f")
_LOOKED_AT_ROWS = 100
_DECLARING_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # Excel's own, see KB "sep="


_BACKSLASH_QUOTES = (b'\\"', b'\\\0"')  # also in UTF-16
_ESCAPED = re.compile(r'\\(["\\])')


@dataclass(frozen=True)
class _Dialect:
    """How a text is divided. ``skip`` lines stand before it; ``backslash`` escapes quotes."""

    encoding: Encoding
    delimiter: str
    skip: int = 0
    backslash: bool = False


@file_format
class Delimited(Format):
    """Text with one delimiter. It takes what no other format has taken."""

    id = "delimited text"
    order = 100

    def recognises(self, content: Content) -> bool:
        """Return True: everything else was asked before."""
        return True

    def read(self, content: Content, source: Source) -> Table:
        """Return the table in a text file, after reading all of it once for its encoding."""
        encoding = decide_encoding(content, source.encoding)
        if encoding.longest_line > MAX_LINE_CHARACTERS:
            raise too_large(
                content.name, f"A line has more than {MAX_LINE_CHARACTERS:,} characters."
            )
        declared, skip = _declared_in_file(content, encoding)
        delimiter = source.delimiter or declared or _decide_delimiter(content, encoding)
        dialect = _with_escapes(content, _Dialect(encoding, delimiter, skip))
        decisions = {
            "format": self.id,
            "encoding": encoding.codec,
            "encoding_evidence": encoding.evidence,
            "other_signs": encoding.signs,
            "delimiter": delimiter,
            "line_ends": _line_ends(content.head, encoding),
        }
        if dialect.backslash:
            decisions["quotation_marks"] = "escaped by a backslash"
        return table_of_rows(
            content.name,
            lambda: _rows(content, dialect),
            lambda: _lines(content, dialect),
            source,
            decisions,
        )


def _rows(content: Content, dialect: _Dialect) -> Iterator[list[str]]:
    """Yield each row; raises UnreadableFile when quotation marks do not fit."""
    with content.open() as file:
        reader = _reader(file, dialect)
        try:
            yield from reader
        except csv.Error as error:
            raise _unparsed(content, reader.line_num + dialect.skip, error) from error


def _lines(content: Content, dialect: _Dialect) -> Iterator[int]:
    """Yield the number of the line on which each row ends, from 1."""
    with content.open() as file:
        reader = _reader(file, dialect)
        for _ in reader:
            yield reader.line_num + dialect.skip


def _reader(file: IO[bytes], dialect: _Dialect) -> Any:
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    text = io.TextIOWrapper(file, encoding=dialect.encoding.codec, newline="")
    lines: Iterator[str] = itertools.islice(text, dialect.skip, None)
    if dialect.backslash:
        lines = (_ESCAPED.sub(_doubled, line) for line in lines)
    return csv.reader(lines, delimiter=dialect.delimiter, strict=True)


def _doubled(found: re.Match[str]) -> str:
    """Return an escaped quotation mark as RFC 4180 writes it, an escaped backslash as itself."""
    return '""' if found[1] == '"' else found[1]


def _with_escapes(content: Content, dialect: _Dialect) -> _Dialect:
    """Return the dialect with backslashes when only so the quotation marks of all rows fit.

    MySQL and PHP export like this. A backslash before any other sign is kept.
    """
    if not holds_bytes(content, _BACKSLASH_QUOTES):
        return dialect
    escaping = replace(dialect, backslash=True)
    return escaping if not _fits(content, dialect) and _fits(content, escaping) else dialect


def _fits(content: Content, dialect: _Dialect) -> bool:
    try:
        deque(_rows(content, dialect), maxlen=0)
    except UnreadableFile:
        return False
    return True


def _unparsed(content: Content, line: int, error: csv.Error) -> UnreadableFile:
    return UnreadableFile(
        f"The quotation marks do not fit near line {line} ({error}).",
        place=Place(file=content.name),
        advice="A quotation mark inside a cell must be doubled, and the cell quoted.",
    )


def _declared_in_file(content: Content, encoding: Encoding) -> tuple[str, int]:
    """Return the delimiter of a first line ``sep=;`` and how many lines that takes."""
    with content.open() as file:
        text = io.TextIOWrapper(file, encoding=encoding.codec, newline="")
        first = _DECLARING_LINE.fullmatch(text.readline(80))
    return (first[1], 1) if first else ("", 0)


def _decide_delimiter(content: Content, encoding: Encoding) -> str:
    """Return the delimiter that divides most rows alike, and of those the one with most columns."""

    def fit(delimiter: str) -> tuple[bool, bool, int]:
        widths: Counter[int] = Counter()
        try:
            for row in itertools.islice(
                _rows(content, _Dialect(encoding, delimiter)), _LOOKED_AT_ROWS
            ):
                if row:
                    widths[len(row)] += 1
        except UnreadableFile:
            pass  # reading the whole table will say so
        width = max(widths, key=lambda one: (widths[one], one), default=0)
        alike = widths[width] * 2 > widths.total()
        return (width > 1, alike, width)

    return max(DELIMITERS, key=fit)


def _line_ends(head: bytes, encoding: Encoding) -> str:
    text = head.decode(encoding.codec, "ignore")
    if "\r\n" in text:
        return "CRLF"
    return "CR" if "\r" in text and "\n" not in text else "LF"
