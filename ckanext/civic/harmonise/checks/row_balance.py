"""Every row that came in went out as a resource or is listed as dropped."""

from __future__ import annotations

from ..report import Finding
from .base import Check, Facts, check


@check
class RowBalance(Check):
    """Rows in = resources out + dropped, counted in both written files.

    Source: GMDSP merged 40 of 3,975 Manchester payments away without a word, because lines had
    no identity (anchor "Defects that shipped").
    """

    id = "row_balance"

    def finish(self, facts: Facts) -> Finding | None:
        """Find rows that are neither in the output nor listed."""
        expected = facts.rows_in - len(facts.dropped)
        if expected == facts.resources_out == facts.things_out:
            return None
        missing = max(abs(expected - facts.resources_out), abs(expected - facts.things_out))
        return self.finding(
            missing,
            (),
            f"{facts.rows_in:,} rows came in and {len(facts.dropped):,} were dropped, but the table"
            f" has {facts.resources_out:,} resources and the quads have {facts.things_out:,}."
            " Do not release this; report it as a fault of the software.",
        )
