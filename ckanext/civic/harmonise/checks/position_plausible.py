"""Positions that cannot be, and positions outside the publisher's area."""

from __future__ import annotations

from ..report import Finding
from .base import Check, Facts, check, counted

# Source: harmonise anchor 3.1: 99 % of five councils' lights are inside their council when the
# positions are right; under 98 % something is wrong with all of them.
_SHARE_THAT_BLOCKS = 0.02


@check
class PositionPlausible(Check):
    """Find records whose position was left out as impossible or lies outside the area.

    Impossible is what is no pair of numbers, the origin of the grid ("null island"), or outside
    the British Isles. A position outside the area is published as it was given. When 2 % or more
    of all records are concerned, it is an error.
    Source: 13 Stockport lights at 0, 0 were published in the Atlantic; Manchester's allotments
    had UTM coordinates in columns called easting and northing.
    """

    id = "position_plausible"
    severity = "warning"

    def finish(self, facts: Facts) -> Finding | None:
        """Find impossible and outlying positions."""
        locator = facts.locator
        impossible, outside = locator.impossible, locator.outside
        count = len(impossible) + len(outside)
        if not count:
            return None
        parts = []
        if impossible:
            parts.append(
                f"{counted(len(impossible), 'row')} with an impossible position, left out of the"
                f" result while the rest of the row stays ({_some(impossible)})"
            )
        if outside:
            parts.append(
                f"{counted(len(outside), 'row')} outside the publisher's area, published as given"
                f" ({_some(outside)})"
            )
        share = count / max(1, facts.resources_out)
        severity = "error" if share >= _SHARE_THAT_BLOCKS else "warning"
        advice = (
            "So many point to a wrong coordinate system or swapped columns in the crosswalk."
            if severity == "error"
            else "Correct them in the source system."
        )
        return self.finding(
            count, [*impossible, *outside], f"{'; '.join(parts)}. {advice}", severity
        )


def _some(rows: list[int]) -> str:
    listed = ", ".join(map(str, rows[:10]))
    return f"rows {listed}{' …' if len(rows) > 10 else ''}" if len(rows) > 1 else f"row {listed}"
