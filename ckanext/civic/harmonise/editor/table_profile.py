"""What stands in a publisher's columns: how many cells are filled, and with which values."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..mapping.columns import match_columns, normal
from ..readers import Row, Table

SAMPLES = 3
# Distinct values of a column that are counted one by one; source: our choice. The longest code
# table of the councils' files has 624 values (Trafford's expense areas).
MOST_VALUES = 2_000
_LONGEST_SAMPLE = 80  # characters
_BATCH_ROWS = 5_000


@dataclass(frozen=True)
class ColumnProfile:
    """One column: ``filled`` cells, and ``values`` with their counts, the most frequent first.

    ``is_capped`` says that there are more distinct values than ``values`` has.
    """

    heading: str
    filled: int
    values: Mapping[str, int]
    is_capped: bool = False

    @property
    def samples(self) -> tuple[str, ...]:
        """Return up to three values, shortened, in the order of the file."""
        return tuple(
            value if len(value) <= _LONGEST_SAMPLE else value[: _LONGEST_SAMPLE - 1] + "…"
            for value in itertools.islice(self.values, SAMPLES)
        )

    @property
    def is_unique(self) -> bool:
        """Tell whether no value occurs twice."""
        return bool(self.values) and all(count == 1 for count in self.values.values())


@dataclass(frozen=True)
class TableProfile:
    """A whole table: its columns by heading in the order of the file, and its number of rows."""

    rows: int
    columns: Mapping[str, ColumnProfile]
    decisions: Mapping[str, Any]

    @property
    def header(self) -> tuple[str, ...]:
        """Return the headings."""
        return tuple(self.columns)

    def column(self, heading: str) -> ColumnProfile | None:
        """Return a column by its heading; case and runs of spaces do not count."""
        wanted = normal(heading)
        return next((one for one in self.columns.values() if normal(one.heading) == wanted), None)

    def as_dict(self) -> dict[str, Any]:
        """Return the profile as JSON values."""
        return {
            "rows": self.rows,
            "columns": [asdict(one) for one in self.columns.values()],
            "decisions": dict(self.decisions),
        }

    @classmethod
    def from_dict(cls, source: Mapping[str, Any]) -> TableProfile:
        """Return the profile that `as_dict` gave."""
        columns = [ColumnProfile(**one) for one in source["columns"]]
        return cls(source["rows"], {one.heading: one for one in columns}, source["decisions"])


def profile_table(table: Table) -> TableProfile:
    """Read a whole table and count the values of each column; blank rows do not count.

    Rows of another width than the header are left out here; the checks name them.
    Raises UnusableTable for headings that occur twice, and what the reader raises.
    """
    match_columns(table.header, (), table.name)
    counts: list[dict[str, int]] = [{} for _ in table.header]
    filled = [0] * len(table.header)
    capped = [False] * len(table.header)
    rows = 0
    for batch in _batches(table.rows(ragged=lambda number, cells: None)):
        full = [cells for _, cells in batch if any(map(str.strip, cells))]
        rows += len(full)
        for index, column in enumerate(zip(*full, strict=True)):
            capped[index] |= _count(column, counts[index])
            filled[index] += sum(1 for cell in column if cell.strip())
    return TableProfile(
        rows,
        {
            heading: ColumnProfile(heading, filled[index], counts[index], capped[index])
            for index, heading in enumerate(table.header)
        },
        dict(table.decisions),
    )


def _count(column: Sequence[str], counts: dict[str, int]) -> bool:
    """Add a column's values to ``counts``; return whether one had no room there."""
    is_capped = False
    for cell in column:
        value = cell.strip()
        if not value:
            continue
        if value in counts:
            counts[value] += 1
        elif len(counts) < MOST_VALUES:
            counts[value] = 1
        else:
            is_capped = True
    return is_capped


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(itertools.islice(rows, _BATCH_ROWS)):
        yield batch
