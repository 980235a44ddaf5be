"""Totals that are not the sum of their parts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ckanext.civic.core.errors import Place

from ..crosswalks import Crosswalk
from ..errors import ModelError
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .tally import Tally
from .wording import quoted


@check
class SumOfParts(Check):
    """Find rows whose total differs from the sum of its parts, as exact decimals.

    The model's ``checks: {sum_of_parts: {sums: [{whole: field, parts: [fields]}]}}`` names them.
    Rows without the whole or without any part are not looked at; an empty part counts as none.
    Source: harmonise anchor 6.3, "control column equals sum of parts".
    """

    id = "sum_of_parts"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        sums = self.params.get("sums", ())
        self._sums = [
            (*self.fields([one["whole"]]), self.fields(one["parts"]), Tally(self.id))
            for one in sums
        ]
        for whole, parts, _ in self._sums:
            self._refuse_words([whole, *parts])
        self._rows = 0
        self._has_sums = False

    def _refuse_words(self, names: list[str]) -> None:
        fields = self.crosswalk.model.fields
        words = [name for name in names if fields[name].datatype not in ("integer", "decimal")]
        if words:
            raise ModelError(
                f"At checks → {self.id}: “{words[0]}” is no number.",
                place=Place(file=f"{self.crosswalk.model.id}.yaml"),
                advice="Name fields of the datatypes integer or decimal.",
            )

    def observe(self, batch: MappedBatch) -> None:
        """Add the parts up."""
        self._rows += len(batch)
        for whole, parts, tally in self._sums:
            tally.listing = self.tally.listing
            totals = batch.column(whole)
            for at, values in enumerate(zip(*map(batch.column, parts), strict=True)):
                given = [Decimal(value) for value in values if value]
                if not totals[at] or not given:
                    continue
                self._has_sums = True
                if sum(given) != Decimal(totals[at]):
                    tally.add(
                        batch.numbers[at],
                        self.column_name(whole),
                        key=batch.keys[at],
                        value=self.own_value(batch, at, self.source_columns(whole), totals[at]),
                        expected=str(sum(given)),
                    )

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row has a total and parts of it."""
        del facts
        return self._has_sums

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find totals that differ."""
        del facts
        for whole, parts, tally in self._sums:
            if tally.count:
                yield self.found(
                    tally.count,
                    total=self._rows,
                    rows=tally.rows,
                    columns=[self.column_name(whole)],
                    whole=quoted([self.column_name(whole)]),
                    parts=quoted(map(self.column_name, parts)),
                )
