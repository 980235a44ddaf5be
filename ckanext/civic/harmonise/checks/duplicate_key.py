"""Every row has a key of its own."""

from __future__ import annotations

from ..report import Finding
from .base import Check, Facts, check, counted


@check
class DuplicateKey(Check):
    """Find rows whose address another row has already: equal keys, or keys that give one slug.

    The first row keeps the address; the others are quarantined.
    Source: two of 120 Stockport car parks shared a number, and "12/1" equals "1/21" once
    punctuation is dropped.
    """

    id = "duplicate_key"

    def finish(self, facts: Facts) -> Finding | None:
        """Find rows that were quarantined for their key."""
        if not facts.claims:
            return None
        columns = ", ".join(facts.crosswalk.key.columns)
        one = facts.claims[0]
        clashes = sum(not claim.is_same_key for claim in facts.claims)
        differ = counted(clashes, "of them differs", "of them differ")
        note = f" {differ} only in signs that an address drops."
        return self.finding(
            len(facts.claims),
            [claim.row for claim in facts.claims],
            f"{counted(len(facts.claims), 'row')} with the key ({columns}) of an earlier row, such"
            f" as row {one.row} with that of row {one.first}.{note if clashes else ''} They are"
            " quarantined: give each its own key, or take them out of the file.",
        )
