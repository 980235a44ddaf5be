"""What each column adds to each row: the text that follows a subject.

A *tail* is `` <predicate> object .\\n``, with the graph before the dot where there is one; an
empty tail means no triple. Source: Generating RDF from Tabular Data on the Web, 4.2, step 4.6.8.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from itertools import repeat

from ..context import RDF
from .batch import Batch
from .bulk import Bulk, bulk_literals
from .cells import CellReader
from .memo import Memo
from .terms import Constant, OfOneColumn, Term

_FIRST, _REST, _NIL = f" <{RDF}first> ", f" <{RDF}rest> ", f"<{RDF}nil>"


class Output(ABC):
    """One column's triples; ``streams`` gives texts to be joined row by row."""

    def __init__(self, subject: Term, predicate: Term, end: str) -> None:
        self.subject = subject
        self.predicate = predicate
        self.end = end

    @abstractmethod
    def streams(self, batch: Batch) -> Iterable[Iterable[str]]:
        """Return iterables with one text for each row."""

    def _with_subjects(self, tails: Sequence[str], batch: Batch) -> Iterable[Iterable[str]]:
        if "" not in tails:
            return self.subject.each(batch), tails
        subjects = self.subject.each(batch)
        return [s if t else "" for s, t in zip(subjects, tails, strict=False)], tails


class Fixed(Output):
    """The same object in every row."""

    def __init__(self, subject: Term, predicate: Constant, object_: str, end: str) -> None:
        super().__init__(subject, predicate, end)
        self._tail = f" {predicate.constant} {object_}{end}"

    def streams(self, batch: Batch) -> Iterable[Iterable[str]]:
        return self.subject.each(batch), repeat(self._tail)


class OneValue(Output):
    """A literal or IRI that depends on the column's own cell alone."""

    def __init__(
        self, subject: Term, predicate: Constant, end: str, reader: CellReader, url: Term | None
    ) -> None:
        super().__init__(subject, predicate, end)
        self._reader = reader
        self._url = url
        self._start = f" {predicate.constant} "
        bulk = bulk_literals(reader, self._start, end) if url is None else self._bulk_urls(url)
        self._memo: Memo[str] = Memo(self._tail, bulk)

    def _bulk_urls(self, url: Term) -> Bulk | None:
        bulk = url.bulk if isinstance(url, OfOneColumn) else None
        if bulk is None:
            return None

        def tails(raws: Sequence[str]) -> list[str] | None:
            terms = bulk(raws)
            start, end = self._start, self.end
            return None if terms is None else [f"{start}{term}{end}" for term in terms]

        return tails

    def _tail(self, raw: str) -> str:
        terms = self._reader.read(raw).terms
        if terms is None:
            return ""
        if self._url is None:
            return f"{self._start}{terms[0]}{self.end}"
        if isinstance(self._url, OfOneColumn):
            return f"{self._start}{self._url.make(raw)}{self.end}"
        return f"{self._start}{self._url.constant}{self.end}"

    def streams(self, batch: Batch) -> Iterable[Iterable[str]]:
        index = self._reader.column.index
        assert index is not None
        return self._with_subjects(self._memo.column(batch.columns[index]), batch)


class UrlOfMany(Output):
    """An IRI that depends on other cells too; none where the own cell is null."""

    def __init__(
        self, subject: Term, predicate: Term, end: str, reader: CellReader, url: Term
    ) -> None:
        super().__init__(subject, predicate, end)
        self._index = reader.column.index
        self._url = url
        self._memo: Memo[bool] = Memo(lambda raw: reader.read(raw).terms is not None)

    def streams(self, batch: Batch) -> Iterable[Iterable[str]]:
        end = self.end
        predicates, urls = self.predicate.each(batch), self._url.each(batch)
        tails = [f" {p} {u}{end}" for p, u, _ in zip(predicates, urls, batch.numbers, strict=False)]
        if self._index is not None:
            present = self._memo.column(batch.columns[self._index])
            tails = [
                tail if is_there else "" for tail, is_there in zip(tails, present, strict=True)
            ]
        return self._with_subjects(tails, batch)


class ManyValues(Output):
    """Literals of a list, or of a column whose predicate differs from row to row."""

    def __init__(
        self, subject: Term, predicate: Term, end: str, reader: CellReader, list_prefix: str
    ) -> None:
        super().__init__(subject, predicate, end)
        column = reader.column
        self._index = column.index
        self._is_ordered = column.ordered and column.separator is not None
        self._list_prefix = list_prefix
        self._memo: Memo[tuple[str, ...] | None] = Memo(lambda raw: reader.read(raw).terms)

    def streams(self, batch: Batch) -> Iterable[Iterable[str]]:
        raws = ("",) * batch.size if self._index is None else batch.columns[self._index]
        rows = zip(
            self._memo.column(raws),
            self.subject.each(batch),
            self.predicate.each(batch),
            batch.numbers,
            strict=False,
        )
        return [[self._row(*row) for row in rows]]

    def _row(self, terms: tuple[str, ...] | None, subject: str, predicate: str, number: int) -> str:
        if terms is None:
            return ""
        if self._is_ordered:
            return self._ordered(terms, f"{subject} {predicate} ", number)
        return "".join([f"{subject} {predicate} {term}{self.end}" for term in terms])

    def _ordered(self, terms: tuple[str, ...], start: str, number: int) -> str:
        nodes = [f"{self._list_prefix}{number}i{place}" for place in range(len(terms))] + [_NIL]
        lines = [f"{start}{nodes[0]}{self.end}"]
        for place, term in enumerate(terms):
            lines.append(f"{nodes[place]}{_FIRST}{term}{self.end}")
            lines.append(f"{nodes[place]}{_REST}{nodes[place + 1]}{self.end}")
        return "".join(lines)
