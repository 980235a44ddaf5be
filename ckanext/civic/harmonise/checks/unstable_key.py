"""Keys that do not stay with their things."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check


@check
class UnstableKey(Check):
    """Find keys that are the number of the row, and keys that changed while nothing else did.

    Source: the ids of Salford's and Tameside's street lights are row numbers that a tool added; a
    new sorting moves every address to another light (gmdsp anchor 2.1). The national platform
    counts 2,750 entities whose reference has changed (harmonise anchor 1.4).
    """

    id = "unstable_key"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._offset: int | None = None
        self._is_row_number = True
        self._rows = 0

    def observe(self, batch: MappedBatch) -> None:
        """Compare keys with row numbers: always the same distance apart?"""
        self._rows += len(batch)
        if not self._is_row_number:
            return
        keys = batch.keys
        if self._offset is None:
            if not keys[0].isascii() or not keys[0].isdigit():
                self._is_row_number = False
                return
            self._offset = int(keys[0]) - batch.numbers[0]
        offset = self._offset
        self._is_row_number = offset in (-1, 0, 1) and keys == [
            str(number + offset) for number in batch.numbers
        ]

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether there is a last release to compare with."""
        return facts.life is not None

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find unstable keys."""
        columns = self.crosswalk.key.columns
        if self._is_row_number and self._rows >= self.params["rows"]:
            yield self.found(1, total=self._rows, columns=columns)
        renames = facts.life.comparison.renames if facts.life else []
        before = facts.life.comparison.before if facts.life else 0
        if len(renames) > 1 and len(renames) >= self.params["share"] * before:
            yield self.found(len(renames), total=before, columns=columns)
