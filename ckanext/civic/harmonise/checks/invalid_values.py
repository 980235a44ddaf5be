"""Values that do not have the form that the crosswalk declares for their column."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check
from .facts import KeptOut
from .wording import counted, pattern_of


@check
class InvalidValues(Check):
    """Find numbers, dates, addresses and parts that cannot be read as declared.

    Reports show the shape of a value only, because a free-text cell may hold a name; the value is
    in the list for the publisher.
    Source: 3,584 amounts and 1,959 dates were blanked by the national platform, which read each
    cell as best it could (harmonise anchor, section 2.3).
    """

    id = "invalid_values"

    def observe_kept_out(self, row: KeptOut) -> None:
        """Count a cell that cannot be read."""
        if row.check == self.id:
            self.tally.add(
                row.row, row.column, key=row.key, value=row.value, expected=row.expected,
                pattern=pattern_of(row.value),
            )  # fmt: skip

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find rows that were kept out for an unreadable value."""
        if not self.tally.count:
            return
        first = self.tally.first_rows()
        problems = "; ".join(
            f"{column} is not {expected} in {_rows(count, first[column, expected])}"
            for (column, expected), count in self.tally.by_expected().items()
        )
        yield self.found(
            self.tally.row_count,
            total=facts.rows_in,
            rows=self.tally.rows,
            columns=self.tally.columns,
            file=facts.file,
            problems=problems,
            tally=self.tally,
        )


def _rows(count: int, first: int) -> str:
    return f"row {first:,}" if count == 1 else f"{counted(count, 'row')} (first in row {first:,})"
