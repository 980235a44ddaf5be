"""Count what was written, in the file itself: what is counted in memory can share its fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from pathlib import Path

from ..mapping.distinct import Distinct
from .csv_text import read_rows

_BATCH_ROWS = 5_000


@dataclass
class ReadBack:
    """What a written table has.

    ``things`` counts different addresses, ``totals`` are exact sums by measure, ``values`` the
    different cells of the columns that were asked for, and ``places`` the beginnings of those that
    were too many. ``ends`` are the first and the last address as they sort: what both begin with,
    all begin with.
    """

    things: int = 0
    totals: dict[str, Decimal] = field(default_factory=dict)
    values: dict[str, set[str]] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=dict)
    ends: tuple[str, ...] = ()


def read_back(
    path: Path, measures: Iterable[str], wanted: Mapping[str, int] | None = None
) -> ReadBack:
    """Return what the file has; of each column in ``wanted``, about so many values at most.

    Addresses are told apart by a digest of 8 bytes; those whose digest was met before are compared
    as text in a second reading.
    """
    wanted = wanted or {}
    found = ReadBack(0, {name: Decimal(0) for name in measures}, {name: set() for name in wanted})
    met = Distinct()
    suspects: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = read_rows(file)
        header = next(reader)
        sums = [(name, itemgetter(header.index(name))) for name in found.totals]
        cells = [(name, itemgetter(header.index(name))) for name in wanted]
        while batch := list(islice(reader, _BATCH_ROWS)):
            found.things += len(batch)
            uris = [row[0] for row in batch]
            ends = (*found.ends, min(uris), max(uris))
            found.ends = (min(ends), max(ends))
            suspects.update(uris[index] for index in met.add_all(uris))
            for name, of in sums:
                texts = Counter(map(of, batch))
                found.totals[name] += sum(Decimal(text) * n for text, n in texts.items() if text)
            for name, of in cells:
                known = found.values[name]
                if len(known) < wanted[name]:
                    known.update(map(of, batch))
                else:
                    others = set(map(of, batch)) - known
                    found.places.setdefault(name, set()).update(map(place_of, others))
    if suspects:
        counts = Counter(uri for uri in _uris(path) if uri in suspects)
        found.things -= sum(count - 1 for count in counts.values())
    return found


def place_of(address: str) -> str:
    """Return scheme, host and three pieces of the path: the council and dataset of a thing."""
    return "/".join(address.split("/", 6)[:6])


def first_rows(path: Path, uris: set[str]) -> dict[str, int]:
    """Return the place of the first row, from 0, of each of these ``uri`` that a table has."""
    found: dict[str, int] = {}
    for place, uri in enumerate(_uris(path)):
        if uri in uris:
            found.setdefault(uri, place)
    return found


def _uris(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = read_rows(file)
        next(reader)
        for cells in reader:
            yield cells[0]
