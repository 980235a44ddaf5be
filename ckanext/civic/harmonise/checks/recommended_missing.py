"""Values that a record should have."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .wording import counted, quoted


@check
class RecommendedMissing(Check):
    """Find records without a value that the model recommends; they are published all the same.

    A field without a value in any row is only noted: the council does not keep it.
    Source: the LGA Spend schema requires six fields; 209 of 9,670 payments of one month have no
    organisational unit, and holding them back would falsify the total (docs/adr/0007).
    """

    id = "recommended_missing"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._fields = [one for one in crosswalk.model.fields.values() if one.recommended]
        self._missing = dict.fromkeys((one.name for one in self._fields), 0)
        self._rows = 0

    def observe(self, batch: MappedBatch) -> None:
        """Count records without a value, and list those of a field that others have."""
        self._rows += len(batch)
        for field in self._fields:
            if field.name not in batch.columns:
                self._missing[field.name] += len(batch)
                continue
            values = batch.columns[field.name]
            if all(values):
                continue
            column = self.column_name(field.name)
            for index, value in enumerate(values):
                if not value:
                    self._missing[field.name] += 1
                    self.tally.add(
                        batch.numbers[index], column, key=batch.keys[index], value="",
                        expected=self.entry.expects,
                    )  # fmt: skip

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether the model recommends any field, and there are records."""
        del facts
        return bool(self._fields) and self._rows > 0

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find what some rows lack, and what all of them lack."""
        some = [one for one in self._fields if 0 < self._missing[one.name] < self._rows]
        if some:
            problems = (
                f"{quoted([one.title])} in {counted(self._missing[one.name], 'row')}"
                for one in some
            )
            yield self.found(
                sum(self._missing[one.name] for one in some),
                total=facts.rows_in,
                rows=self.tally.rows,
                columns=[self.column_name(one.name) for one in some],
                problems=", ".join(problems),
                tally=self.tally,
            )
        none = [one for one in self._fields if self._rows and self._missing[one.name] == self._rows]
        if none:
            titles = quoted([one.title for one in none])
            yield self.found(
                self._rows,
                total=facts.rows_in,
                columns=[one.title for one in none],
                severity="note",
                message=self.entry.phrase("nowhere", titles=titles),
                problems=titles,
            )
