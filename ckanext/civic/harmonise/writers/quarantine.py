"""Rows that gave no resource, as they were, with the reason in front. For the publisher only."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import IO


class QuarantineWriter:
    """Write quarantined rows; the file appears with the first of them."""

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        self._path = path
        self._header = header
        self._file: IO[str] | None = None

    def write(self, row: int, reason: str, columns: str, cells: Sequence[str]) -> None:
        """Write one row: its number, the check's id, the columns at fault, and all its cells."""
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(["row", "reason", "columns", *self._header])
        csv.writer(self._file).writerow([row, reason, columns, *cells])

    def close(self) -> bool:
        """Close the file; tell whether there is one."""
        if self._file is None:
            return False
        self._file.close()
        return True
