"""Values that every record must have."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check
from .facts import KeptOut
from .wording import counted, quoted


@check
class RequiredMissing(Check):
    """Find rows without a required value or a key.

    Source: GMDSP published expenditure lines without an amount (Stockport, Tameside).
    """

    id = "required_missing"

    def observe_kept_out(self, row: KeptOut) -> None:
        """Count a missing value."""
        if row.check == self.id:
            self.tally.add(row.row, row.column, key=row.key, value=row.value, expected=row.expected)

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find rows that were kept out for an empty cell."""
        if not self.tally.count:
            return
        rows = self.tally.row_count
        problems = ", ".join(
            f"{quoted([column])} in {counted(count, 'row')}" if rows > 1 else quoted([column])
            for column, count in self.tally.by_column().items()
        )
        yield self.found(
            rows,
            total=facts.rows_in,
            rows=self.tally.rows,
            columns=self.tally.columns,
            problems=problems,
            tally=self.tally,
        )
