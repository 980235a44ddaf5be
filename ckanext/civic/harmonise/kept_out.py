"""Rows that give no thing: listed with a reason, summed, and quarantined as they were."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .checks import Facts, Judge, KeptOut
from .checks.catalogue import catalogue
from .mapping.keys import KeyMaker
from .mapping.problems import CellProblem
from .mapping.totals import ControlTotals
from .readers import Row
from .report import DroppedRow
from .reports.findings_file import FindingsFile
from .writers import QuarantineWriter

BLANK = "blank_rows"
RAGGED = "ragged_rows"
DROP = "drop"  # in the list of rows: a rule of the crosswalk, no check


class KeptOutRows:
    """Account for every row that is not in the result."""

    def __init__(
        self,
        facts: Facts,
        judge: Judge,
        totals: ControlTotals,
        keys: KeyMaker,
        path: Path,
        listing: FindingsFile,
    ) -> None:
        self._facts, self._judge, self._totals, self._keys = facts, judge, totals, keys
        self._listing = listing
        self._blank: tuple[int, int] | None = None
        self._quarantine = QuarantineWriter(path, facts.header)

    def blank(self, rows: Sequence[Row]) -> None:
        """Note rows without any value, in the order of the file."""
        for number, _ in rows:
            if self._blank and self._blank[1] + 1 == number:
                self._blank = (self._blank[0], number)
            else:
                self.finish()
                self._blank = (number, number)

    def finish(self) -> None:
        """Note the run of blank rows that was read last; the next row is no part of it."""
        if not self._blank:
            return
        first, last = self._blank
        self._blank = None
        self._facts.dropped.append_run(first, last, BLANK)
        expected = catalogue()[BLANK].expects
        self._judge.observe_kept_out(KeptOut(first, "", "", BLANK, expected, last=last))

    def dropped(self, row: Row, reason: str) -> None:
        """Note a row that the crosswalk leaves out."""
        number, cells = row
        key = self._keys.text(cells)
        self._facts.dropped.append(DroppedRow(number, reason, key))
        self._listing.write(number, key, DROP, "", "", reason)
        self._totals.drop(cells)

    def ragged(self, number: int, cells: list[str]) -> None:
        """Quarantine a row of another width than the header; its cells may stand anywhere."""
        self._facts.rows_in += 1
        expected = f"{len(self._facts.header)} cells"
        found = KeptOut(number, "", "", RAGGED, expected, str(len(cells)))
        self._judge.observe_kept_out(found)
        self._facts.dropped.append(DroppedRow(number, RAGGED, ""))
        self._quarantine.write(number, RAGGED, "", cells)

    def quarantined(self, row: Row, problems: Sequence[CellProblem]) -> None:
        """Quarantine a row for its problems, the first of which is the reason."""
        number, cells = row
        key = self._keys.text(cells)
        for one in problems:
            value = self._judge.value_of(one.column, cells)
            self._judge.observe_kept_out(
                KeptOut(number, key, one.column, one.check, one.expected, value, one.shown)
            )
        self._facts.dropped.append(DroppedRow(number, problems[0].check, key))
        self._facts.dropped.faults.update(one.check for one in problems)
        self._totals.drop(cells)
        columns = "; ".join(dict.fromkeys(problem.column for problem in problems))
        self._quarantine.write(number, problems[0].check, columns, cells)

    def close(self) -> bool:
        """Close the quarantine; tell whether there is one."""
        return self._quarantine.close()
