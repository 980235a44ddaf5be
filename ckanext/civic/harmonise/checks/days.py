"""What the checks of days share: they look at every date of every record."""

from __future__ import annotations

from abc import abstractmethod

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from .base import Check
from .facts import Facts


class DayCheck(Check):
    """A check of the model's date fields, a column at a time; days are ISO 8601 text."""

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        fields = crosswalk.model.fields.values()
        self._dates = [one.name for one in fields if one.datatype in ("date", "datetime")]
        self._rows = 0
        self._has_dates = False

    @abstractmethod
    def is_wrong(self, day: str) -> bool:
        """Tell whether a day (``2014-09-30``, or empty) is one to count."""

    def expected(self) -> str:
        """Return what the list of rows says should stand there."""
        return self.entry.expects

    @abstractmethod
    def pattern(self, value: str) -> str:
        """Return what a wrong value has in common with others, to count them together."""

    def observe(self, batch: MappedBatch) -> None:
        """Count the wrong days."""
        self._rows += len(batch)
        for name in self._dates:
            values = batch.columns.get(name, ())
            self._has_dates = self._has_dates or any(values)
            wrong = {value for value in set(values) if self.is_wrong(value[:10])}
            if not wrong:
                continue
            column, columns = self.column_name(name), self.source_columns(name)
            for at, value in enumerate(values):
                if value in wrong:
                    self.tally.add(
                        batch.numbers[at],
                        column,
                        key=batch.keys[at],
                        value=self.own_value(batch, at, columns, value),
                        expected=self.expected(),
                        pattern=self.pattern(value),
                    )

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row has a date."""
        del facts
        return self._has_dates
