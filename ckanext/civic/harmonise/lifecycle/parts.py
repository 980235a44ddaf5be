"""Deal a table into parts by the hash of its first column, so that each part fits in memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from ckanext.civic.core.errors import Place

from ..errors import UnusableTable

PART_BYTES = 16_000_000  # of both tables together; our choice: some 100 MB once parsed
_MOST_PARTS = 200  # open files at a time


@dataclass(frozen=True)
class Part:
    """Rows whose addresses have the same hash, in a file of their own."""

    path: Path

    def rows(self) -> Iterator[list[str]]:
        """Yield the cells of each row; nothing when no row fell into this part."""
        if self.path.exists():
            with self.path.open(encoding="utf-8", newline="") as file:
                yield from csv.reader(file)


def table_columns(path: Path) -> list[str]:
    """Return the header of a canonical table; raises UnusableTable when it has no ``uri``."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    if "uri" not in header:
        raise UnusableTable(
            "The table of the last release has no column “uri”.",
            place=Place(file=path.name),
            advice="Give the canonical CSV that was published last time.",
        )
    return header


def deal(path: Path, folder: Path, name: str, count: int, columns: Sequence[str]) -> list[Part]:
    """Write the chosen columns of a table into ``count`` files and return them.

    The first of ``columns`` decides the file.
    """
    count = min(count, _MOST_PARTS)
    parts = [Part(folder / f"{name}-{number}.csv") for number in range(count)]
    files = [part.path.open("w", encoding="utf-8", newline="") for part in parts]
    try:
        writers = [csv.writer(file) for file in files]
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader)
            indexes = [header.index(column) for column in columns]
            for cells in reader:
                row = [cells[index] for index in indexes]
                writers[crc32(row[0].encode("utf-8", "surrogatepass")) % count].writerow(row)
    finally:
        for file in files:
            file.close()
    return parts
