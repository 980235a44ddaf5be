"""A table's text cut into rows of cells, as its dialect says.

Source: Model for Tabular Data and Metadata on the Web, 8 Parsing Tabular Data.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, TextIO

from .dialect import Dialect
from .errors import CsvwError, problem
from .rows_of_any_dialect import rows_of_any_dialect

Row = list[str]
LONGEST_CELL = 16 * 1024 * 1024  # characters
_UNICODE = ("utf-8", "utf-16", "utf-32", "utf_16", "utf_32")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONGEST_MARK = 4
# What a name stands for where no mark says more (Encoding, 4.2: utf-16 is utf-16le).
_WITHOUT_MARK = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_TERMINATORS = frozenset({"\r\n", "\n"})


class RowBatch(NamedTuple):
    """Rows that follow one another, with the number of the first and their numbers in the file."""

    rows: Sequence[Row]
    first: int
    sources: Sequence[int]


class TableText:
    """The text of one table, read once from top to bottom."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, name: str) -> None:
        self.name = name
        self.comments: list[str] = []
        self._dialect = dialect
        self._raw: list[str] = []
        self._source = 1
        self._keeps_raw = True
        self._rows = self._all_rows(_text(stream, dialect.encoding))
        self._waiting: list[Row] = []
        self.titles = self._header()
        self._keeps_raw = bool(dialect.comment_prefix)

    @property
    def header_rows(self) -> int:
        """How many rows stand above the first row of data."""
        return self._source - 1

    def batches(self, size: int) -> Iterator[RowBatch]:
        """Yield the rows of data, ``size`` at a time."""
        dialect = self._dialect
        if dialect.comment_prefix or dialect.skip_blank_rows:
            yield from self._picked(size)
            return
        first, offset = 1, self._source - 1
        while True:
            rows = self._next_rows(size)
            if not rows:
                return
            start = first + offset
            yield RowBatch(rows, first, range(start, start + len(rows)))
            first += len(rows)

    def _next_rows(self, size: int) -> list[Row]:
        rows, self._waiting = self._waiting, []
        try:
            rows += islice(self._rows, size - len(rows))
        except csv.Error as error:
            raise self._error(error, self._source + len(rows)) from None
        skipped = self._dialect.skip_columns
        return [row[skipped:] for row in rows] if skipped else rows

    def _picked(self, size: int) -> Iterator[RowBatch]:
        first = 1
        rows: list[Row] = []
        sources: list[int] = []
        while (row := self._row()) is not None:
            number = self._source - 1
            if self._is_comment() or (self._dialect.skip_blank_rows and not any(row)):
                continue
            rows.append(row[self._dialect.skip_columns :])
            sources.append(number)
            if len(rows) == size:
                yield RowBatch(rows, first, sources)
                first += len(rows)
                rows, sources = [], []
        if rows:
            yield RowBatch(rows, first, sources)

    def _header(self) -> list[list[str]]:
        """Read what stands above the data; return the titles of each column."""
        dialect = self._dialect
        for _ in range(dialect.skip_rows):
            if self._row() is None:
                break
            content = "".join(self._raw).rstrip("\r\n")
            if not self._is_comment() and content:
                self.comments.append(content)
        titles: list[list[str]] = []
        for _ in range(dialect.header_rows):
            row = self._row()
            if row is None:
                break
            if self._is_comment():
                continue
            cells = row[dialect.skip_columns :]
            titles += [[] for _ in range(len(cells) - len(titles))]
            for place, cell in enumerate(cells):
                title = _trimmed(cell, dialect.trim)
                if title.strip():
                    titles[place].append(title)
        if not dialect.header_rows:
            titles = self._untitled()
        return titles

    def _untitled(self) -> list[list[str]]:
        first = self._row()
        while first is not None and self._is_comment():
            first = self._row()
        if first is not None:
            self._waiting.append(first)
            self._source -= 1
        return [[] for _ in (first or [])[self._dialect.skip_columns :]]

    def _row(self) -> Row | None:
        if self._waiting:
            self._source += 1
            return self._waiting.pop()
        self._raw.clear()
        try:
            row = next(self._rows, None)
        except csv.Error as error:
            raise self._error(error, self._source) from None
        if row is not None:
            self._source += 1
        return row

    def _is_comment(self) -> bool:
        """Tell whether the last row is a comment; keep it if so."""
        prefix = self._dialect.comment_prefix
        if not prefix or not self._raw or not self._raw[0].startswith(prefix):
            return False
        self.comments.append("".join(self._raw)[len(prefix) :].rstrip("\r\n"))
        return True

    def _all_rows(self, text: TextIO) -> Iterator[Row]:
        dialect = self._dialect
        if not _is_usual(dialect):
            return rows_of_any_dialect(text, dialect, self._raw, self._comes_as_raw)
        lines = self._lines(text)
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
        if dialect.quote is None:
            return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)
        if dialect.double_quote:
            return csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote)
        return csv.reader(
            lines,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote,
            doublequote=False,
            escapechar="\\",
        )

    def _comes_as_raw(self) -> bool:
        return self._keeps_raw

    def _lines(self, text: TextIO) -> Iterator[str]:
        is_unicode = self._dialect.encoding.startswith(_UNICODE)
        prefix = self._dialect.comment_prefix
        lines = text if is_unicode else (unicodedata.normalize("NFC", line) for line in text)
        for line in lines:
            if self._keeps_raw:
                is_comment = prefix and not self._raw and line.startswith(prefix)
                self._raw.append(line)
                yield "\n" if is_comment else line  # a comment's quotes mean nothing
            else:
                yield line
                yield from lines

    def _error(self, error: csv.Error, row: int) -> CsvwError:
        reason = str(error)
        if "new-line" in reason:
            reason = "a carriage return stands alone in it"
        return problem(
            CsvwError,
            self.name,
            f"row {row} of the file cannot be read: {reason}",
            "Check its quotes and line ends, or name them in a dialect (lineTerminators).",
        )


def _is_usual(dialect: Dialect) -> bool:
    """Tell whether Python's csv module reads the dialect as the standard does."""
    return (
        len(dialect.delimiter) == 1
        and dialect.delimiter not in "\r\n \\"
        and (dialect.quote is None or len(dialect.quote) == 1)
        and dialect.quote != dialect.delimiter
        and "\n" in dialect.line_terminators
        and set(dialect.line_terminators) <= _TERMINATORS
    )


def _text(stream: BinaryIO, encoding: str) -> TextIO:
    """Return the text of a stream; a byte order mark wins over the dialect (Encoding, 6)."""
    beginning = stream.read(_LONGEST_MARK)
    for mark, marked in _MARKS:
        if beginning.startswith(mark):
            encoding, beginning = marked, beginning[len(mark) :]
            break
    whole = io.BufferedReader(_Resumed(beginning, stream))
    without_mark = _WITHOUT_MARK.get(encoding, encoding)
    return io.TextIOWrapper(whole, encoding=without_mark, errors="replace", newline="\n")


class _Resumed(io.RawIOBase):
    """A stream of which the first bytes have been read already."""

    def __init__(self, beginning: bytes, rest: BinaryIO) -> None:
        self._beginning = beginning
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._beginning or self._rest.read(len(buffer))
        size = min(len(data), len(buffer))
        buffer[:size] = data[:size]
        self._beginning = self._beginning[size:]
        return size


def _trimmed(text: str, trim: str) -> str:
    if trim in ("true", "start"):
        text = text.lstrip()
    return text.rstrip() if trim in ("true", "end") else text
