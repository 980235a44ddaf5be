"""What of the last release later releases are held against: filled cells and categories."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from .parts import table_columns


@dataclass(frozen=True)
class ReleaseSummary:
    """Rows, filled cells by field, and rows by category of each coded field."""

    rows: int = 0
    filled: dict[str, int] = field(default_factory=dict)
    categories: dict[str, Counter[str]] = field(default_factory=dict)

    def blank_share(self, name: str) -> float | None:
        """Return the share of rows without a value, or None when there was no such field."""
        if name not in self.filled or not self.rows:
            return None
        return 1 - self.filled[name] / self.rows


def summarise(path: Path, coded: Collection[str]) -> ReleaseSummary:
    """Return the summary of a canonical table; ``coded`` are its fields with codes.

    Memory grows with the number of codes only. Raises UnusableTable when it has no ``uri``.
    """
    header = table_columns(path)
    counts = [0] * len(header)
    categories = {name: Counter[str]() for name in header if name in coded}
    places = [(header.index(name), counter) for name, counter in categories.items()]
    rows = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        for cells in reader:
            rows += 1
            for index, cell in enumerate(cells):
                if cell:
                    counts[index] += 1
            for index, counter in places:
                counter.update(filter(None, cells[index].split("|")))
    return ReleaseSummary(rows, dict(zip(header, counts, strict=True)), categories)
