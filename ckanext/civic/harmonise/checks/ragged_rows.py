"""Rows that are wider or narrower than the header."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check
from .facts import KeptOut


@check
class RaggedRows(Check):
    """Find rows with another number of cells than the header: their values may stand anywhere.

    Source: harmonise anchor 6.3.2; the national platform cuts such rows off silently (1.1).
    """

    id = "ragged_rows"

    def observe_kept_out(self, row: KeptOut) -> None:
        """Count a row of another width; ``value`` is how many cells it has."""
        if row.check == self.id:
            self.tally.add(row.row, "", key=row.key, expected=row.expected, pattern=row.value)

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find ragged rows."""
        yield from self.tallied(facts.rows_in, columns=(), expected=len(facts.header))
