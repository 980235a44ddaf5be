"""Rows that give no thing: listed with a reason, summed, and quarantined as they were."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .checks import Facts, Judge, KeptOut
from .mapping.keys import KeyMaker
from .mapping.problems import CellProblem
from .mapping.totals import ControlTotals
from .readers import Row
from .report import DroppedRow
from .writers import QuarantineWriter

BLANK = "blank_rows"
RAGGED = "ragged_rows"


class KeptOutRows:
    """Account for every row that is not in the result."""

    def __init__(
        self, facts: Facts, judge: Judge, totals: ControlTotals, keys: KeyMaker, path: Path
    ) -> None:
        self._facts, self._judge, self._totals, self._keys = facts, judge, totals, keys
        self._quarantine = QuarantineWriter(path, facts.header)

    def blank(self, rows: Sequence[Row]) -> None:
        """Note rows without any value."""
        for number, _ in rows:
            self._facts.dropped.append(DroppedRow(number, BLANK, ""))

    def dropped(self, row: Row, reason: str) -> None:
        """Note a row that the crosswalk leaves out."""
        number, cells = row
        self._facts.dropped.append(DroppedRow(number, reason, self._keys.text(cells)))
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
        self._totals.drop(cells)
        columns = "; ".join(dict.fromkeys(problem.column for problem in problems))
        self._quarantine.write(number, problems[0].check, columns, cells)

    def close(self) -> bool:
        """Close the quarantine; tell whether there is one."""
        return self._quarantine.close()
