"""Days that stand for "not known" or "no end"."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted


@check
class DatePlaceholder(Check):
    """Find dates that computer systems write when they have none.

    Published, they would be false statements, so they stop the release until the crosswalk says
    what they mean.
    Source: missing dates were published as 0001-01-01 (Manchester planning, council tax) and
    3000-01-01 (Stockport lights).
    """

    id = "date_placeholder"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        fields = crosswalk.model.fields.values()
        self._dates = [one.name for one in fields if one.datatype in ("date", "datetime")]
        self._days = frozenset(self.params["days"])
        self._rows = 0
        self._has_dates = False

    def observe(self, batch: MappedBatch) -> None:
        """Look for the days."""
        self._rows += len(batch)
        for name in self._dates:
            values = batch.columns.get(name, ())
            self._has_dates = self._has_dates or any(values)
            if not any(value[:10] in self._days for value in set(values)):
                continue
            column = self.column_name(name)
            for at, value in enumerate(values):
                if value[:10] in self._days:
                    self.tally.add(
                        batch.numbers[at],
                        column,
                        key=batch.keys[at],
                        value=self.own_value(batch, at, self.source_columns(name), value),
                        expected=self.entry.expects,
                        pattern=value[:10],
                    )

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row has a date."""
        del facts
        return self._has_dates

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find placeholders."""
        del facts
        if self.tally.count:
            yield self.found(
                self.tally.count,
                total=self._rows,
                rows=self.tally.rows,
                columns=self.tally.columns,
                days=quoted(one.pattern for one in self.tally.patterns()),
                tally=self.tally,
            )
