"""Every row that came in went out as a thing or is listed as kept out."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check


@check
class RowBalance(Check):
    """Rows in = things out + kept out, counted in both written files.

    Source: GMDSP merged 40 of 3,975 Manchester payments away without a word, because lines had
    no identity (gmdsp anchor 2.5).
    """

    id = "row_balance"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find rows that are neither in the output nor listed."""
        expected = facts.rows_in - facts.dropped.count
        if expected == facts.resources_out == facts.things_out:
            return
        missing = max(abs(expected - facts.resources_out), abs(expected - facts.things_out))
        yield self.found(
            missing,
            came_in=f"{facts.rows_in:,}",
            dropped=f"{facts.dropped.count:,}",
            table=f"{facts.resources_out:,}",
            things=f"{facts.things_out:,}",
        )
