"""The sums of what was measured are the same before and after."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check


@check
class ControlTotal(Check):
    """Sum in = sum out + sum of dropped rows, as exact decimals, for every measure.

    Source: a script cut "£2,121.14" short and made £6,107,226.01 of £49,554,036.35 in Manchester's
    spend of April 2013, unnoticed.
    """

    id = "control_total"

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether anything is summed."""
        return bool(facts.total_in)

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find measures whose sums differ."""
        broken = {
            name: f"{name}: {came_in} in, {facts.total_out.get(name)} out,"
            f" {facts.total_dropped[name]} dropped"
            for name, came_in in facts.total_in.items()
            if came_in != facts.total_out.get(name, 0) + facts.total_dropped[name]
        }
        if broken:
            columns = [self.column_name(name) for name in broken]
            yield self.found(len(broken), columns=columns, sums="; ".join(broken.values()))
