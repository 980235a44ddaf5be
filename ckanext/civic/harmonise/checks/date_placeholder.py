"""Days that stand for "not known" or "no end"."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..report import Finding
from .base import Facts, check
from .days import DayCheck
from .wording import quoted


@check
class DatePlaceholder(DayCheck):
    """Find dates that computer systems write when they have none.

    Published, they would be false statements, so they stop the release until the crosswalk says
    what they mean.
    Source: missing dates were published as 0001-01-01 (Manchester planning, council tax) and
    3000-01-01 (Stockport lights).
    """

    id = "date_placeholder"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._days = frozenset(self.params["days"])

    def is_wrong(self, day: str) -> bool:
        """Tell whether it's a known placeholder."""
        return day in self._days

    def pattern(self, value: str) -> str:
        """Return the day itself."""
        return value[:10]

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find placeholders."""
        del facts
        days = quoted(one.pattern for one in self.tally.patterns())
        yield from self.tallied(self._rows, days=days)
