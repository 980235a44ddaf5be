"""Make a table of rows of text: find its headings, leave out what stands below it."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ckanext.civic.core.errors import Place

from ..errors import UnusableTable
from .header import LOOKED_AT_ROWS, find_header, shown_texts
from .headings import clean_headings
from .limits import MAX_COLUMNS
from .merged_cells import MergedCells
from .table import Source, Table, duplicates

Rows = Callable[[], Iterator[list[str]]]
Lines = Callable[[], Iterator[int]]


def table_of_rows(
    name: str,
    rows: Rows,
    lines: Lines,
    source: Source,
    decisions: Mapping[str, Any],
    *,
    merged: MergedCells | None = None,
    first_column: int = 0,
) -> Table:
    """Return the table among ``rows``, which may begin with titles and end with notes.

    ``lines`` gives the line or sheet row on which each of the rows ends.
    Raises UnusableTable for an empty file and for headings without rows.
    """
    start = list(itertools.islice(rows(), LOOKED_AT_ROWS))
    if not any(any(map(str.strip, row)) for row in start):
        raise _without_rows(name, start)
    declared = _declared_index(name, lines, source.header_row)
    if declared is not None and declared >= len(start):
        start = list(itertools.islice(rows(), declared + 1))
    grouping = merged.grouping_rows() if merged else frozenset()
    header = find_header(start, declared, grouping)
    headings = start[header.index]
    named = merged.headings(header.index, start, first_column) if merged else {}
    headings = [named.get(index, heading) for index, heading in enumerate(headings)]
    first, footer = header.index + 1, source.skip_footer

    def read() -> Iterator[list[str]]:
        below = itertools.islice(rows(), first, None)
        return _without_last(below, footer) if footer else below

    found = {
        **decisions,
        **header.decisions(next(itertools.islice(lines(), header.index, None))),
        **_footer(rows, first, footer),
        **({"merged_headings": list(named.values())} if named else {}),
    }
    return table_under(
        name,
        headings,
        read,
        found,
        locate=lambda: itertools.islice(lines(), first, None),
    )


def table_under(
    name: str,
    header: Sequence[str],
    read: Rows,
    decisions: Mapping[str, Any],
    *,
    locate: Lines | None = None,
) -> Table:
    """Return the table under the given headings; raises UnusableTable when it has no row."""
    place = Place(file=name)
    while header and not header[-1].strip() and len(header) > MAX_COLUMNS:
        header = header[:-1]
    if len(header) > MAX_COLUMNS:
        raise UnusableTable(
            f"The header has {len(header):,} columns; at most {MAX_COLUMNS:,} are read.",
            place=place,
            advice="Look for a wrong delimiter, or for values in the first line.",
        )
    headings, repaired = clean_headings(header)
    if next(read(), None) is None:
        raise UnusableTable(
            "The file has a header and no rows.", place=place, advice="Export it again."
        )
    found = dict(decisions)
    if repaired:
        found["repaired_headings"] = repaired
    twice = duplicates(headings)
    if twice:
        found["duplicate_headings"] = twice
    return Table(name, headings, read, found, locate)


def _declared_index(name: str, lines: Lines, header_row: int) -> int | None:
    """Return the index of the row on the declared line; a row may reach over several lines."""
    if header_row < 1:
        return None
    for index, line in enumerate(lines()):
        if line >= header_row:
            return index
    raise UnusableTable(
        f"The crosswalk declares the headings in row {header_row}, which is not there.",
        place=Place(file=name),
        advice="Change ‘header_row’ in the crosswalk.",
    )


def _without_rows(name: str, start: list[list[str]]) -> UnusableTable:
    return UnusableTable(
        "The file is empty." if not start else "The first line is empty, and so are all others.",
        place=Place(file=name),
        advice="It must hold column headings and rows below them.",
    )


def _footer(rows: Rows, first: int, count: int) -> dict[str, Any]:
    """Return the lines below the table that are left out; reads all rows to find them."""
    if not count:
        return {}
    last: deque[list[str]] = deque(maxlen=count)
    last.extend(row for row in itertools.islice(rows(), first, None) if not _is_blank(row))
    return {"skipped_footer": list(shown_texts(list(last)))}


def _without_last(rows: Iterator[list[str]], count: int) -> Iterator[list[str]]:
    """Yield all but the last ``count`` rows that hold text, and the blank ones among those."""
    held: deque[list[str]] = deque()
    texts = 0
    for row in rows:
        held.append(row)
        texts += not _is_blank(row)
        while texts > count:
            out = held.popleft()
            texts -= not _is_blank(out)
            yield out


def _is_blank(row: Sequence[str]) -> bool:
    return not any(map(str.strip, row))
