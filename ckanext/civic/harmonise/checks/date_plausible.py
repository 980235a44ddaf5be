"""Days that can hardly be meant."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core import clock

from ..crosswalks import Crosswalk
from ..report import Finding
from .base import Facts, check
from .catalogue import catalogue
from .days import DayCheck
from .wording import pattern_of


@check
class DatePlausible(DayCheck):
    """Find days before 1950 or more than two years ahead; the record keeps them.

    Known placeholders are left to `date_placeholder`.
    Source: gmdsp anchor 2.5. The bounds are our choice: local government records that are
    published row by row begin later, and plans reach further than two years only by mistake. A
    model may set others (``checks: {date_plausible: {earliest: …, years_ahead: …}}``).
    """

    id = "date_plausible"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._earliest = str(self.params["earliest"])
        self._latest = f"{clock.now().year + self.params['years_ahead']:04}-12-31"
        self._placeholders = frozenset(catalogue()["date_placeholder"].params["days"])

    def is_wrong(self, day: str) -> bool:
        """Tell whether the day lies outside the bounds (ISO 8601 sorts as text)."""
        is_near = not day or self._earliest <= day <= self._latest
        return not is_near and day not in self._placeholders

    def expected(self) -> str:
        """Return the bounds in words."""
        return self.entry.expects.format(earliest=self._earliest, latest=self._latest)

    def pattern(self, value: str) -> str:
        """Return the shape of the value."""
        return pattern_of(value)

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find implausible days."""
        del facts
        yield from self.tallied(self._rows, earliest=self._earliest, latest=self._latest)
