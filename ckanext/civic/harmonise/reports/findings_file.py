"""The list of every row that a check found, with the publisher's own value beside its key.

It is for the publisher only, like the quarantine: a value can be personal.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import IO

HEADER = ("row", "key", "check", "column", "value", "expected")


class FindingsFile:
    """Write ``{stem}.findings.csv`` row by row; the file appears with the first of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None
        self._writer = None
        self.count = 0

    def write(
        self, row: int, key: str, check: str, column: str, value: str, expected: str, last: int = 0
    ) -> None:
        """Write one line: data row from 1 (0: the file as a whole), key, check and cell.

        Rows up to ``last`` that are alike stand in one line, as ``7-12``.
        """
        if self._writer is None:
            self._file = self._path.open("w", encoding="utf-8", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow(HEADER)
        rows = f"{row}-{last}" if last > row else row or ""
        self._writer.writerow((rows, key, check, column, value, expected))
        self.count += 1

    def close(self) -> bool:
        """Close the file; tell whether there is one."""
        if self._file is None:
            return False
        self._file.close()
        return True
