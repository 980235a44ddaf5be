"""The IRIs that URI templates give, row by row.

Source: Metadata Vocabulary for Tabular Data, 5.1.3 URI Template Properties.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat

from ..context import expand_prefix
from ..templates import Expression, Template, Variable
from ..urls import in_iri, resolve, tidy, without_fragment
from .batch import Batch
from .bulk import Bulk, bulk_addresses
from .cells import CellReader
from .memo import Memo

Texts = Iterable[str]
_ROW, _SOURCE_ROW = "_row", "_sourceRow"


class Term(ABC):
    """A term for every row of a batch."""

    constant: str | None = None

    @abstractmethod
    def of(self, batch: Batch) -> Sequence[str]:
        """Return the terms, one for each row."""

    def each(self, batch: Batch) -> Texts:
        """Return the terms as something to iterate over once, beside as many others."""
        return batch.keep(self, lambda: self.of(batch))


class Constant(Term):
    """The same term in every row."""

    def __init__(self, text: str) -> None:
        self.constant: str = text

    def of(self, batch: Batch) -> Sequence[str]:
        return [self.constant] * batch.size

    def each(self, batch: Batch) -> Texts:
        return repeat(self.constant)


class Blank(Term):
    """A blank node of its own for every row."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def of(self, batch: Batch) -> Sequence[str]:
        prefix = self._prefix
        return [f"{prefix}{number}" for number in batch.numbers]


class OfOneColumn(Term):
    """A term that depends on one cell of the row."""

    def __init__(self, index: int, make: Callable[[str], str], bulk: Bulk | None = None) -> None:
        self.index = index
        self.make = make
        self.bulk = bulk
        self._memo: Memo[str] = Memo(make, bulk)

    def of(self, batch: Batch) -> Sequence[str]:
        return self._memo.column(batch.columns[self.index])


class OfManyColumns(Term):
    """A term made of pieces that depend on several cells, or on the row's number."""

    def __init__(self, pieces: Sequence[str | Term], finish: Callable[[str], str]) -> None:
        self._pieces = pieces
        self._finish = finish

    def of(self, batch: Batch) -> Sequence[str]:
        parts = [
            repeat(piece) if isinstance(piece, str) else piece.each(batch) for piece in self._pieces
        ]
        return list(map(self._finish, map("".join, zip(*parts, strict=False))))


class _Numbers(Term):
    def __init__(self, expression: Expression, name: str) -> None:
        self._expression = expression
        self._name = name

    def of(self, batch: Batch) -> Sequence[str]:
        numbers = batch.numbers if self._name == _ROW else batch.sources
        expand, name = self._expression.expand, self._name
        return [expand({name: str(number)}) for number in numbers]


class _Mixed(Term):
    """One expression with variables from several places."""

    def __init__(self, expression: Expression, readers: Mapping[str, CellReader]) -> None:
        self._expression = expression
        self._readers = readers

    def of(self, batch: Batch) -> Sequence[str]:
        names = [use.name for use in self._expression.uses]
        lists: list[Sequence[Variable]] = []
        for name in names:
            if name in (_ROW, _SOURCE_ROW):
                numbers = batch.numbers if name == _ROW else batch.sources
                lists.append([str(number) for number in numbers])
            else:
                reader = self._readers[name]
                assert reader.column.index is not None
                lists.append([variable(reader, raw) for raw in batch.columns[reader.column.index]])
        return [
            self._expression.expand(dict(zip(names, values, strict=True)))
            for values in zip(*lists, strict=True)
        ]


def variable(reader: CellReader, raw: str) -> Variable:
    """Return what a cell gives to a template's variable."""
    texts = reader.read(raw).texts
    if texts is None or reader.column.separator is not None:
        return texts
    return texts[0]


class Terms:
    """Makes the terms of one table's templates; equal templates share one term."""

    def __init__(self, table_url: str, readers: Mapping[str, CellReader]) -> None:
        self._url = table_url
        self._base = without_fragment(table_url)
        self._readers = readers
        self._made: dict[tuple[object, ...], Term] = {}

    def term(self, template: Template, same_in_all_rows: Mapping[str, str]) -> Term:
        """Return the term of ``template`` with those variables."""
        known: dict[str, Variable] = dict(same_in_all_rows)
        for name in template.variables - {_ROW, _SOURCE_ROW} - set(known):
            reader = self._readers.get(name)
            if reader is None:
                known[name] = None
            elif reader.column.index is None:
                known[name] = variable(reader, "")
        bound = template.bind(known)
        if bound.parts not in self._made:
            self._made[bound.parts] = self._new(bound, known)
        return self._made[bound.parts]

    def _new(self, bound: Template, known: Mapping[str, Variable]) -> Term:
        if all(isinstance(part, str) for part in bound.parts):
            return Constant(self.finish("".join(map(str, bound.parts))))
        names = bound.variables - set(known)
        if len(names) == 1 and not names & {_ROW, _SOURCE_ROW}:
            (name,) = names
            reader = self._readers[name]
            assert reader.column.index is not None
            make = self._maker(bound, reader, name, known)
            return OfOneColumn(reader.column.index, make, bulk_addresses(bound, reader))
        pieces = [
            part if isinstance(part, str) else self._piece(part, known) for part in bound.parts
        ]
        return OfManyColumns(pieces, self.finish)

    def _maker(
        self, bound: Template, reader: CellReader, name: str, known: Mapping[str, Variable]
    ) -> Callable[[str], str]:
        finish, parts = self.finish, bound.parts

        def make(raw: str) -> str:
            values = {**known, name: variable(reader, raw)}
            return finish(
                "".join([part if isinstance(part, str) else part.expand(values) for part in parts])
            )

        return make

    def _piece(self, expression: Expression, known: Mapping[str, Variable]) -> Term:
        names = {use.name for use in expression.uses} - set(known)
        if len(names) > 1 or len(expression.uses) > 1:
            return _Mixed(expression, self._readers)
        (name,) = names
        if name in (_ROW, _SOURCE_ROW):
            return _Numbers(expression, name)
        reader = self._readers[name]
        assert reader.column.index is not None

        def make(raw: str) -> str:
            return expression.expand({name: variable(reader, raw)})

        return OfOneColumn(reader.column.index, make)

    def finish(self, text: str) -> str:
        """Return the IRI term of an expanded template: prefix replaced, made absolute."""
        if text.startswith("#"):
            text = self._base + text
        elif not text.startswith(("http://", "https://")) or "/." in text:
            text = in_iri(resolve(self._url, expand_prefix(text)))
        if "[" in text or "]" in text or text.count("#") > 1:
            text = tidy(text)
        return f"<{text}>"
