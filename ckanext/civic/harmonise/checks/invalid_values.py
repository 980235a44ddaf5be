"""Values that do not have the form that the crosswalk declares for their column."""

from __future__ import annotations

from ..report import Finding
from .base import Check, Facts, check, counted


@check
class InvalidValues(Check):
    """Find numbers, dates, addresses and parts that cannot be read as declared.

    Values are not shown: a free-text cell may hold a name.
    Source: 3,584 amounts and 1,959 dates were blanked by the national platform, which read each
    cell as best it could (harmonise anchor, section 2.3).
    """

    id = "invalid_values"

    def finish(self, facts: Facts) -> Finding | None:
        """Find rows that were quarantined for an unreadable value."""
        tally = facts.problems.get(self.id)
        if not tally:
            return None
        columns = "; ".join(
            f"{column} is not {expected} in {counted(count, 'row')}"
            for (column, expected), count in tally.by_column.items()
        )
        return self.finding(
            tally.count,
            tally.rows,
            f"File {facts.file}, first in row {tally.rows[0]}: {columns}. The rows are quarantined"
            " as they were: correct the cells, or the form in the crosswalk.",
        )
