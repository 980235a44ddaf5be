"""The sums of what was measured are the same before and after."""

from __future__ import annotations

from ..report import Finding
from .base import Check, Facts, check


@check
class ControlTotal(Check):
    """Sum in = sum out + sum of dropped rows, as exact decimals, for every measure.

    Source: a script cut "£2,121.14" short and made £6,107,226.01 of £49,554,036.35 in Manchester's
    spend of April 2013, unnoticed.
    """

    id = "control_total"

    def finish(self, facts: Facts) -> Finding | None:
        """Find measures whose sums differ."""
        broken = [
            f"{name}: {facts.total_in[name]} in, {facts.total_out.get(name)} out,"
            f" {facts.total_dropped[name]} dropped"
            for name in facts.total_in
            if facts.total_in[name] != facts.total_out.get(name, 0) + facts.total_dropped[name]
        ]
        if not broken:
            return None
        return self.finding(
            len(broken),
            (),
            f"The totals do not balance ({'; '.join(broken)}). Compare the number format of the"
            " file with the crosswalk, and do not release this before they agree.",
        )
