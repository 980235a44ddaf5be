"""Rows that add up other rows."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted

_WORDS = ("total", "totals", "grand total", "overall total", "sub total", "sub-total", "subtotal")
_WRITTEN = frozenset(
    form + mark for word in _WORDS for form in (word, word.title(), word.upper(), word.capitalize())
    for mark in ("", ":")
)  # fmt: skip


@check
class TotalRow(Check):
    """Find rows whose key, or a text that every row needs, is a word such as “Total”.

    Names of suppliers and the like are not looked at (a firm has that name), nor are data cubes,
    where a total is a category.
    Source: our choice; a published total counts everything twice when it is summed.
    """

    id = "total_row"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        model = crosswalk.model
        self._is_cube = model.cube is not None
        self._fields = [
            name for name, one in model.fields.items()
            if one.datatype == "string" and one.required and not one.link
        ]  # fmt: skip
        self._rows = 0

    def observe(self, batch: MappedBatch) -> None:
        """Look for the words, a column at a time."""
        if self._is_cube:
            return
        self._rows += len(batch)
        looked_at = [(quoted(self.crosswalk.key.columns), batch.keys)]
        looked_at += [(self.column_name(name), batch.column(name)) for name in self._fields]
        met: set[int] = set()
        for column, values in looked_at:
            if _WRITTEN.isdisjoint(values):
                continue
            for at, value in enumerate(values):
                if value in _WRITTEN and at not in met:
                    met.add(at)
                    self.tally.add(
                        batch.numbers[at], column, key=batch.keys[at], value=value,
                        expected=self.entry.expects,
                    )  # fmt: skip

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether the file has rows that are things."""
        del facts
        return self._rows > 0

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Tell of such rows."""
        del facts
        yield from self.tallied(self._rows, columns=(), tally=None)
