"""Rows of tables as RFC 4180 text, by column, and back.

The canonical table has a column for everything that a model knows, and most councils fill a third
of them. Python's csv module spends as long on an empty cell as on another, both ways.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat
from typing import IO

_SPECIAL = re.compile(r'[",\r\n]')
_BEYOND_COMMAS = re.compile(r'["\r\n]')


def csv_rows(columns: Sequence[Sequence[str]], empty: frozenset[int] = frozenset()) -> str:
    """Return the lines of some rows, which are given by column.

    ``empty`` are the places of columns that are known to have no value.
    """
    streams: list[Iterable[str]] = []
    for is_empty, places in groupby(range(len(columns)), empty.__contains__):
        if is_empty:  # one text for all columns of the gap
            streams.append(repeat("," * (len(list(places)) - 1), len(columns[0])))
        else:
            streams += [_quoted(columns[place]) for place in places]
    return "\r\n".join([*map(",".join, zip(*streams, strict=True)), ""])


def read_rows(file: IO[str]) -> Iterator[list[str]]:
    """Yield the cells of each row of a file that was opened with ``newline=""``."""
    held = ""
    for line in file:
        if '"' not in line and not held:
            yield line.rstrip("\r\n").split(",")
            continue
        held += line
        pieces = held.rstrip("\r\n").split('"')
        if len(pieces) % 2:
            yield _cells(pieces) or next(csv.reader([held]))
            held = ""


def _cells(pieces: list[str]) -> list[str] | None:
    """Return the cells of a row that quotation marks divide into ``pieces``.

    None when one of them is doubled or stands inside a cell, instead of enclosing a whole one.
    """
    pieces[-1] += ","
    cells = pieces[0].split(",")
    for inside, outside in zip(pieces[1::2], pieces[2::2], strict=True):
        if cells.pop() or outside[:1] != ",":
            return None
        cells.append(inside)
        cells += outside.split(",")[1:]
    cells.pop()
    return cells


def _quoted(column: Sequence[str]) -> Sequence[str]:
    joined = "".join(column)
    if not _SPECIAL.search(joined):
        return column
    if not _BEYOND_COMMAS.search(joined):
        return [f'"{cell}"' if "," in cell else cell for cell in column]
    return [
        '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell for cell in column
    ]
