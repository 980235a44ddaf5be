"""Days that can hardly be meant."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core import clock

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .catalogue import catalogue
from .wording import pattern_of


@check
class DatePlausible(Check):
    """Find days before 1950 or more than two years ahead; the record keeps them.

    Known placeholders are left to `date_placeholder`.
    Source: gmdsp anchor 2.5. The bounds are our choice: local government records that are
    published row by row begin later, and plans reach further than two years only by mistake. A
    model may set others (``checks: {date_plausible: {earliest: …, years_ahead: …}}``).
    """

    id = "date_plausible"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        fields = crosswalk.model.fields.values()
        self._dates = [one.name for one in fields if one.datatype in ("date", "datetime")]
        self._earliest = str(self.params["earliest"])
        self._latest = f"{clock.now().year + self.params['years_ahead']:04}-12-31"
        self._placeholders = frozenset(catalogue()["date_placeholder"].params["days"])
        self._rows = 0
        self._has_dates = False

    def observe(self, batch: MappedBatch) -> None:
        """Compare the records' days (ISO 8601 sorts as text)."""
        self._rows += len(batch)
        for name in self._dates:
            values = batch.columns.get(name, ())
            self._has_dates = self._has_dates or any(values)
            if not any(map(self._is_far, set(values))):
                continue
            column = self.column_name(name)
            expected = self.entry.expects.format(earliest=self._earliest, latest=self._latest)
            for at, value in enumerate(values):
                if self._is_far(value):
                    self.tally.add(
                        batch.numbers[at],
                        column,
                        key=batch.keys[at],
                        value=self.own_value(batch, at, self.source_columns(name), value),
                        expected=expected,
                        pattern=pattern_of(value),
                    )

    def _is_far(self, value: str) -> bool:
        day = value[:10]
        return (
            bool(day)
            and not self._earliest <= day <= self._latest
            and (day not in self._placeholders)
        )

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row has a date."""
        del facts
        return self._has_dates

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find implausible days."""
        del facts
        if self.tally.count:
            yield self.found(
                self.tally.count,
                total=self._rows,
                rows=self.tally.rows,
                columns=self.tally.columns,
                earliest=self._earliest,
                latest=self._latest,
                tally=self.tally,
            )
