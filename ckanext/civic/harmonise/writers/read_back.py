"""Count what was written, in the file itself: what is counted in memory can share its fault."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path

from ..mapping.distinct import Distinct

_BATCH_ROWS = 5_000


def read_back(path: Path, measures: Mapping[str, object]) -> tuple[int, dict[str, Decimal]]:
    """Return the number of different ``uri`` and the exact sum of each measure, as written.

    Addresses are told apart by a digest of 8 bytes; those whose digest was met before are compared
    as text in a second reading.
    """
    totals = {name: Decimal(0) for name in measures}
    met, rows = Distinct(), 0
    suspects: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        places = [(name, header.index(name)) for name in measures]
        while batch := list(islice(reader, _BATCH_ROWS)):
            rows += len(batch)
            uris = [cells[0] for cells in batch]
            suspects.update(uris[index] for index in met.add_all(uris))
            for name, index in places:
                texts = Counter(cells[index] for cells in batch)
                totals[name] += sum(Decimal(text) * n for text, n in texts.items() if text)
    if not suspects:
        return rows, totals
    counts = Counter(uri for uri in _uris(path) if uri in suspects)
    return rows - sum(count - 1 for count in counts.values()), totals


def first_rows(path: Path, uris: set[str]) -> dict[str, int]:
    """Return the place of the first row, from 0, of each of these ``uri`` that a table has."""
    found: dict[str, int] = {}
    for place, uri in enumerate(_uris(path)):
        if uri in uris:
            found.setdefault(uri, place)
    return found


def _uris(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        for cells in reader:
            yield cells[0]
