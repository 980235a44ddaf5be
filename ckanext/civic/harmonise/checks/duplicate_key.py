"""Every row has a key of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check
from .facts import KeptOut
from .wording import counted


@check
class DuplicateKey(Check):
    """Find rows whose address another row has already: equal keys, or keys that give one slug.

    The first row keeps the address; the others are kept out.
    Source: two of 120 Stockport car parks shared a number, and "12/1" equals "1/21" once
    punctuation is dropped.
    """

    id = "duplicate_key"

    def observe_kept_out(self, row: KeptOut) -> None:
        """Note the row for the list."""
        if row.check == self.id:
            self.tally.add(row.row, row.column, key=row.key, value=row.value, expected=row.expected)

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether keys must differ: lines of a transaction share its key."""
        return facts.rows_in > 0 and not self.crosswalk.key.line

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find rows that were kept out for their key."""
        if not facts.claims.count:
            return
        one, clashes = facts.claims.first[0], facts.claims.differing
        yield self.found(
            facts.claims.count,
            rows=(claim.row for claim in facts.claims.first),
            columns=self.crosswalk.key.parts,
            row=f"{one.row:,}",
            first=f"{one.first:,}",
            differ=self.entry.phrase("differ", clashes=_of_them(clashes)) if clashes else "",
        )


def _of_them(count: int) -> str:
    return counted(count, "of them differs", "of them differ")
