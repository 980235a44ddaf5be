"""What standard mode says of each row: its number, its place, its titles, what it describes.

Source: Generating RDF from Tabular Data on the Web, 4.2, steps 4.6.1 to 4.6.8.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat

from ..context import CSVW, RDF
from ..datatypes.builtin import XSD
from .batch import Batch
from .cells import CellReader
from .memo import Memo
from .ntriples import escaped, suffix
from .terms import Term

_IS_ROW = f" <{RDF}type> <{CSVW}Row>"


class RowDescriptions:
    """Texts about the rows of a table, one for each row."""

    def __init__(
        self,
        table: str,
        url: str,
        end: str,
        row: Term,
        subjects: Sequence[Term],
        titles: Sequence[CellReader],
    ) -> None:
        """Take the term of the table, its address, and the subjects of its columns."""
        self._table = table
        self._url = url
        self._end = end
        self._row = row
        self._subjects = subjects
        self._titles = [(reader.column.index, Memo(_titles(reader))) for reader in titles]

    def texts(self, batch: Batch) -> Iterable[str]:
        """Return one text for each row of the batch."""
        return map("".join, zip(*self._streams(batch), strict=False))

    def _streams(self, batch: Batch) -> Iterable[Iterable[str]]:
        rows = self._row.of(batch)
        end, url = self._end, self._url
        yield [
            f"{self._table} <{CSVW}row> {row}{end}{row}{_IS_ROW}{end}"
            f'{row} <{CSVW}rownum> "{number}"^^<{XSD}integer>{end}'
            f"{row} <{CSVW}url> <{url}#row={source}>{end}"
            for row, number, source in zip(rows, batch.numbers, batch.sources, strict=True)
        ]
        for index, memo in self._titles:
            raws = ("",) * batch.size if index is None else batch.columns[index]
            yield [
                "".join([f"{row} <{CSVW}title> {title}{end}" for title in titles])
                for row, titles in zip(rows, memo.column(raws), strict=True)
            ]
        for subject in self._subjects:
            yield from (rows, repeat(f" <{CSVW}describes> "), subject.each(batch), repeat(end))


def _titles(reader: CellReader) -> Callable[[str], tuple[str, ...]]:
    """Return the function from a cell's text to row titles."""
    column = reader.column
    is_string = column.datatype.base.name == "string"
    ending = suffix(XSD + "string", column.lang if is_string else "und")

    def make(raw: str) -> tuple[str, ...]:
        return tuple(f'"{escaped(text)}"{ending}' for text in reader.read(raw).texts or ())

    return make
