"""A table as a reader gives it: a header and rows of text that can be read again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ckanext.civic.core.errors import Place

from ..errors import UnusableTable

Row = tuple[int, list[str]]  # data row number from 1, one cell for each column
_NAMED_ROWS = 10
_CHUNK_ROWS = 500  # that are looked at together


@dataclass(frozen=True)
class Source:
    """What a crosswalk declares about a file; empty parts are decided from the content.

    ``header_row`` is the line of a text file or the row of a sheet that has the headings, from 1.
    ``member`` names a file in a zip archive, ``record`` the element that is one row of XML.
    ``skip_footer`` is the number of lines below the table that are no rows of it.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 0
    member: str = ""
    record: str = ""
    skip_footer: int = 0


@dataclass(frozen=True)
class Table:
    """A table of text.

    ``read`` starts from the first data row each time; a row without any cell is an empty list.
    ``locate`` gives the line or sheet row of each data row in turn. ``decisions`` says how the
    content was understood. ``header`` may hold a heading twice: see ``duplicate_headings``.
    """

    name: str
    header: tuple[str, ...]
    read: Callable[[], Iterator[list[str]]]
    decisions: Mapping[str, Any] = field(default_factory=dict)
    locate: Callable[[], Iterator[int]] | None = None

    @property
    def duplicate_headings(self) -> dict[str, list[int]]:
        """Return the headings that stand over several columns, with their positions from 1."""
        return duplicates(self.header)

    def rows(self, ragged: Callable[[int, list[str]], None] | None = None) -> Iterator[Row]:
        """Yield each data row with its number, as wide as the header.

        Empty cells behind the last column are let go. Any other row of another width may have its
        cells under the wrong headings: it is given to ``ragged`` as it was and left out. Without
        ``ragged`` all other rows are yielded, then UnusableTable is raised, which counts them.
        """
        width = len(self.header)
        odd: list[tuple[int, int]] = []
        count = 0
        rows = enumerate(self.read(), 1)
        while chunk := list(islice(rows, _CHUNK_ROWS)):
            if {len(cells) for _, cells in chunk} == {width}:
                yield from chunk
                continue
            for number, cells in chunk:
                fitted = cells if len(cells) == width else _fitted(cells, width)
                if fitted is not None:
                    yield number, fitted
                    continue
                count += 1
                if ragged:
                    ragged(number, cells)
                elif len(odd) < _NAMED_ROWS:
                    odd.append((number, len(cells)))
        if odd:
            raise self._ragged(odd, count)

    def line_numbers(self, rows: Iterable[int]) -> dict[int, int]:
        """Return the line (of a text file) or sheet row of the given data rows, where known."""
        wanted = set(rows)
        if not wanted or not self.locate:
            return {}
        last = max(wanted)
        found = {}
        for number, line in enumerate(self.locate(), 1):
            if number in wanted:
                found[number] = line
            if number >= last:
                break
        return found

    def _ragged(self, odd: list[tuple[int, int]], count: int) -> UnusableTable:
        lines = self.line_numbers(row for row, _ in odd)
        named = ", ".join(
            f"row {row}{f' (line {lines[row]})' if row in lines else ''}: {width}"
            for row, width in odd
        )
        more = f" and {count - len(odd)} more" if count > len(odd) else ""
        return UnusableTable(
            f"{count:,} {'row has' if count == 1 else 'rows have'} another number of cells than"
            f" the header, which has {len(self.header)}: {named}{more}.",
            place=Place(file=self.name, row=odd[0][0]),
            advice="Look for a missing or an extra delimiter or quotation mark; lines below the"
            " table can be declared as ‘skip_footer’.",
        )


def duplicates(header: Sequence[str]) -> dict[str, list[int]]:
    """Return the headings that occur more than once when case does not count, with positions."""
    places: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for position, heading in enumerate(header, 1):
        places.setdefault(heading.casefold(), []).append(position)
        names.setdefault(heading.casefold(), heading)
    return {names[key]: where for key, where in places.items() if len(where) > 1}


def _fitted(cells: list[str], width: int) -> list[str] | None:
    """Return a row as wide as the header when only empty cells make the difference."""
    if not any(map(str.strip, cells)):
        return [""] * width
    if len(cells) > width and not any(map(str.strip, cells[width:])):
        return cells[:width]
    return None
