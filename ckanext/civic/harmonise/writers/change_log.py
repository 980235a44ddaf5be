"""What the rules of the crosswalk changed, and on request each cell of it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from operator import ne
from pathlib import Path
from typing import IO

from ..mapping.batch import MappedBatch
from ..mapping.targets import Target

HEADER = ("row", "column", "before", "after", "rule")


class ChangeLog:
    """Count changed cells by rule; with a ``path``, list them there as well."""

    def __init__(self, targets: Sequence[Target], path: Path | None) -> None:
        self._targets = [one for one in targets if one.index is not None and one.rule]
        self._path = path
        self._file: IO[str] | None = None
        self.counts: Counter[str] = Counter()

    def note(self, batch: MappedBatch) -> None:
        """Compare the values of a batch with the cells that they come from."""
        if not len(batch):
            return
        for target in self._targets:
            assert target.index is not None
            before = list(map(str.strip, batch.table[target.index]))
            after = batch.columns[target.name]
            count = sum(map(ne, before, after))
            if count:
                rule = f"{target.name}: {target.rule}"
                self.counts[rule] += count
                if self._path:
                    self._list(batch.numbers, target.column, before, after, rule)

    def close(self) -> bool:
        """Close the list; tell whether there is one."""
        if self._file is None:
            return False
        self._file.close()
        return True

    def _list(
        self,
        numbers: Sequence[int],
        column: str,
        before: Sequence[str],
        after: Sequence[str],
        rule: str,
    ) -> None:
        assert self._path
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(HEADER)
        csv.writer(self._file).writerows(
            (number, column, was, now, rule)
            for number, was, now in zip(numbers, before, after, strict=True)
            if was != now
        )
