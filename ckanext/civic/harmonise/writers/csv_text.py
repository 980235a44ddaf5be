"""Rows of tables as RFC 4180 text, by column, and back.

The canonical table has a column for everything that a model knows, and most councils fill a third
of them. Python's csv module spends as long on an empty cell as on another, both ways.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import IO

_SPECIAL = re.compile(r'[",\r\n]')
_BEYOND_COMMAS = re.compile(r'["\r\n]')


def csv_rows(columns: Sequence[Sequence[str]], empty: frozenset[int] = frozenset()) -> str:
    """Return the lines of some rows, which are given by column.

    ``empty`` are the places of columns that are known to have no value.
    """
    streams: list[Iterable[str]] = []
    gap = ""
    for place, column in enumerate(columns):
        gap += "," if place else ""
        if place not in empty:
            streams += (repeat(gap), _quoted(column))
            gap = ""
    streams.append(repeat(f"{gap}\r\n", len(columns[0])))
    return "".join(chain.from_iterable(zip(*streams, strict=False)))


def read_rows(file: IO[str]) -> Iterator[list[str]]:
    """Yield the cells of each row of a file that was opened with ``newline=""``."""
    held = ""
    for line in file:
        if '"' not in line and not held:
            yield line.rstrip("\r\n").split(",")
            continue
        held += line
        if held.count('"') % 2 == 0:
            yield _cells(held) or next(csv.reader([held]))
            held = ""


def _cells(line: str) -> list[str] | None:
    """Return the cells of a line in which quotation marks enclose whole cells only, else None."""
    pieces = (line.rstrip("\r\n") + ",").split('"')
    cells = pieces[0].split(",")
    for inside, outside in zip(pieces[1::2], pieces[2::2], strict=True):
        if cells[-1] or outside[:1] != ",":
            return None  # a doubled quotation mark, or one inside a cell
        cells[-1:] = inside, *outside.split(",")[1:]
    return cells[:-1]


def _quoted(column: Sequence[str]) -> Sequence[str]:
    joined = "".join(column)
    if not _SPECIAL.search(joined):
        return column
    if not _BEYOND_COMMAS.search(joined):
        return [f'"{cell}"' if "," in cell else cell for cell in column]
    return [
        '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell for cell in column
    ]
