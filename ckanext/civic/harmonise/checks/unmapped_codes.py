"""Coded values that the crosswalk does not know."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check
from .facts import KeptOut
from .wording import counted, percent, quoted

_SHOWN = 10


@check
class UnmappedCodes(Check):
    """Find values of coded columns that have no code in the shared list.

    A value of a closed list keeps its row out. One of an open list stays as the council's own
    concept, and the finding says how far the column is covered.
    Source: of 63, 8 and 13 lamp types of three councils none was shared, because each kept its
    own words; and recommendation 11 of the harmonise anchor (value maps are exact tables).
    """

    id = "unmapped_codes"

    def observe_kept_out(self, row: KeptOut) -> None:
        """Count a value without a code."""
        if row.check == self.id:
            self.tally.add(
                row.row, row.column, key=row.key, value=row.value, expected=row.expected,
                pattern=row.shown,
            )  # fmt: skip

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any coded field is mapped."""
        return facts.rows_in > 0 and bool(self._coded())

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find rows that were kept out for an unknown code, and open lists with gaps."""
        yield from self.tallied(facts.rows_in, file=facts.file, codes=self._unknown())
        for name, gaps in facts.own_concepts.items():
            yield self._coverage(name, gaps.rows, gaps.coded, gaps.values)

    def _unknown(self) -> str:
        """Return the values without a code in words, with their columns."""
        patterns = self.tally.patterns()
        values = [
            f"“{one.pattern}” in {one.column} ({counted(one.count, 'row')})"
            for one in patterns[:_SHOWN]
        ]
        more = len(patterns) - len(values)
        return ", ".join(values) + (f" and {more} more" if more > 0 else "")

    def _coded(self) -> list[str]:
        """Return the fields with a code list that the crosswalk fills."""
        fields = self.crosswalk.model.fields
        return [name for name in self.crosswalk.fields if fields[name].code_list]

    def _coverage(self, name: str, rows: int, coded: int, values: dict[str, int]) -> Finding:
        column = self.column_name(name)
        ordered = sorted(values.items(), key=lambda one: (-one[1], one[0]))
        for value, count in ordered:
            self.tally.add(0, column, value=value, expected=f"a code ({count} rows)", pattern=value)
        message = self.entry.phrase(
            "open",
            columns=quoted([column]),
            share=percent(coded / rows) if rows else "0 %",
            values_left=counted(len(values), "value"),
            codes=quoted((value for value, _ in ordered), _SHOWN),
        )
        return self.found(
            rows - coded, total=rows, columns=[column], severity="warning", message=message
        )
