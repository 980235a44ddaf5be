"""Rows of one table to N-Triples (or N-Quads): the one path that every conversion takes.

The columns of a table are compiled once into functions; rows are then converted by column, each
distinct value once (docs/adr/0005-one-csvw-engine.md).

Source: Generating RDF from Tabular Data on the Web, https://www.w3.org/TR/csv2rdf/, 4.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from ..columns import TableColumn, table_columns
from ..dialect import DEFAULT
from ..errors import CsvwError, Warn, problem, silent
from ..metadata.document import Document
from ..metadata.group import read_group
from ..metadata.model import Table, TableGroup
from ..urls import absolute_iri, normalised, without_fragment
from .batch import Batch, Columns, columns_of
from .cells import CellReader
from .outputs import Fixed, ManyValues, OneValue, Output, UrlOfMany
from .problems import Problems
from .rows import RowDescriptions
from .terms import Blank, Constant, OfOneColumn, Term, Terms


class Converter:
    """Converts the rows of one table; make one with `compile` or `for_table`."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        url: str,
        *,
        row_titles: Sequence[str] = (),
        minimal: bool = True,
        graph: str | None = None,
        number: int = 1,
        node: str | None = None,
        trim: str = "false",
        source_offset: int = 1,
        warn: Warn = silent,
    ) -> None:
        """Compile ``columns``.

        ``graph`` is an IRI; ``number`` tells the tables of one output apart; ``node`` is the
        term of the table itself (standard mode); the first row stands ``source_offset`` rows
        below the top of the file.
        """
        self.width = sum(column.index is not None for column in columns)
        self._offset = source_offset
        self._end = f" <{absolute_iri(graph)}> .\n" if graph else " .\n"
        self._label = f"_:t{number}"
        self._nobody = Blank(f"{self._label}r")
        self._readers = [CellReader(column, trim) for column in columns]
        by_name = {reader.column.name: reader for reader in self._readers}
        self._terms = Terms(url, by_name)
        self._fragment_base = without_fragment(url)
        shown = [reader for reader in self._readers if not reader.column.suppress_output]
        self._outputs = [self._output(reader) for reader in shown]
        self._rows = None
        if not minimal:
            self._rows = RowDescriptions(
                node or f"{self._label}t",
                without_fragment(url),
                self._end,
                Blank(f"{self._label}n"),
                list(dict.fromkeys(output.subject for output in self._outputs)),
                [by_name[name] for name in row_titles if name in by_name],
            )
        self._problems = Problems(shown, url, warn)

    @classmethod
    def compile(
        cls,
        metadata: Mapping[str, Any],
        table_url: str,
        base: str,
        *,
        minimal: bool = True,
        graph: str | None = None,
        number: int = 1,
        warn: Warn = silent,
    ) -> Converter:
        """Return the converter of the table ``table_url`` that ``metadata`` describes.

        ``metadata`` is a metadata document as JSON values, found at ``base``; rows given to
        `convert` have one cell for each column that is not virtual. Raises InvalidMetadata.
        """
        document = Document(name=base, base=base, warn=warn, fetch=_no_fetch)
        group = read_group(metadata, document, table_url)
        table = _table(group, table_url)
        dialect = table.dialect or DEFAULT
        return cls.for_table(
            table,
            table_columns(group, table, None),
            minimal=minimal,
            graph=graph,
            number=number,
            trim=dialect.trim,
            source_offset=dialect.header_rows + dialect.skip_rows,
            warn=warn,
        )

    @classmethod
    def for_table(cls, table: Table, columns: Sequence[TableColumn], **options: Any) -> Converter:
        """Return the converter of ``table``; ``options`` are those of the class."""
        titles = table.schema.row_titles if table.schema else ()
        return cls(columns, table.url, row_titles=titles, **options)

    def convert(
        self,
        rows: Sequence[Sequence[str]],
        first_row: int,
        sources: Sequence[int] | None = None,
    ) -> str:
        """Return the triples of ``rows``, a line each.

        ``first_row`` is the number of the first row, counted from 1; ``sources`` are the rows'
        numbers in the file, where they do not simply follow one another.
        """
        if not rows:
            return ""
        return self._text(columns_of(rows, self.width), len(rows), first_row, sources)

    def convert_columns(self, columns: Columns, first_row: int) -> str:
        """Return the triples of rows that are given by column: all columns but virtual ones."""
        return self._text(columns, len(columns[0]), first_row) if columns else ""

    def _text(
        self, columns: Columns, size: int, first_row: int, sources: Sequence[int] | None = None
    ) -> str:
        if sources is None:
            start = first_row + self._offset
            sources = range(start, start + size)
        batch = Batch(columns, size, first_row, sources)
        streams: list[Iterable[str]] = [[""] * batch.size]
        if self._rows:
            streams.append(self._rows.texts(batch))
        for output in self._outputs:
            streams.extend(output.streams(batch))
        text = "".join(chain.from_iterable(zip(*streams, strict=False)))
        self._problems.tell(batch)
        return text

    def _output(self, reader: CellReader) -> Output:
        column, end = reader.column, self._end
        subject = self._subject(column)
        predicate = self._predicate(column)
        url = (
            self._terms.term(column.value_url, column.template_values())
            if column.value_url
            else None
        )
        if column.virtual:
            return self._virtual(reader, subject, predicate, url)
        alone = url is None or isinstance(url, Constant)
        alone = alone or (isinstance(url, OfOneColumn) and url.index == column.index)
        if isinstance(predicate, Constant) and alone and (url or column.separator is None):
            return OneValue(subject, predicate, end, reader, url)
        if url is not None:
            return UrlOfMany(subject, predicate, end, reader, url)
        label = f"{self._label}c{column.number}r"
        return ManyValues(subject, predicate, end, reader, label)

    def _virtual(
        self, reader: CellReader, subject: Term, predicate: Term, url: Term | None
    ) -> Output:
        if isinstance(predicate, Constant) and isinstance(url, Constant):
            return Fixed(subject, predicate, url.constant, self._end)
        if url is not None:
            return UrlOfMany(subject, predicate, self._end, reader, url)
        label = f"{self._label}c{reader.column.number}r"
        return ManyValues(subject, predicate, self._end, reader, label)

    def _subject(self, column: TableColumn) -> Term:
        if column.about_url is not None:
            return self._terms.term(column.about_url, column.template_values())
        return self._nobody

    def _predicate(self, column: TableColumn) -> Term:
        if column.property_url is not None:
            return self._terms.term(column.property_url, column.template_values())
        return Constant(f"<{self._fragment_base}#{column.name}>")


def _table(group: TableGroup, url: str) -> Table:
    wanted = absolute_iri(normalised(url))
    for table in group.tables:
        if table.url == wanted:
            return table
    raise problem(CsvwError, url, "the metadata does not describe this table")


def _no_fetch(url: str) -> tuple[Any, str]:
    raise problem(CsvwError, url, "a schema in a document of its own cannot be used here")
