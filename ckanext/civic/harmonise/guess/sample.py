"""Take rows that are spread through a file, with bounded work and memory."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import HarmoniseError
from ..readers import Table

MOST_ROWS = 5_000
MOST_CELLS_READ = 3_000_000  # about a second of reading; later rows are not looked at


@dataclass(frozen=True)
class Sample:
    """``rows`` of text under ``header``; ``rows_read`` of the file were looked at.

    ``is_whole`` when every row of the file is in the sample; ``stopped`` says why reading ended
    before the file did.
    """

    name: str
    header: tuple[str, ...]
    rows: list[list[str]]
    rows_read: int
    is_whole: bool
    stopped: str = ""


def take_sample(table: Table, most: int = MOST_ROWS) -> Sample:
    """Return up to ``most`` rows at equal distances; blank rows are left out.

    Raises HarmoniseError when not even one row can be read.
    """
    kept: list[list[str]] = []
    ragged: list[int] = []
    step, number, stopped = 1, 0, ""
    limit = max(most, MOST_CELLS_READ // max(1, len(table.header)))
    try:
        for number, cells in table.rows(lambda number, cells: ragged.append(number)):
            if number > limit:
                stopped = f"only the first {limit:,} rows were looked at"
                break
            if (number - 1) % step == 0 and any(map(str.strip, cells)):
                kept.append([cell.strip() for cell in cells])
                if len(kept) > most:
                    kept = kept[::2]
                    step *= 2
    except HarmoniseError as error:
        if not kept:
            raise
        stopped = str(error)
    if ragged and not stopped:
        stopped = f"{len(ragged):,} rows of another width than the header were left out"
    return Sample(table.name, tuple(table.header), kept, number, step == 1 and not stopped, stopped)
