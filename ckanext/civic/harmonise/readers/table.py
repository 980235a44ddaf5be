"""A table as a reader gives it: a header and rows of text that can be read again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ckanext.civic.core.errors import Place

from ..errors import UnusableTable

Row = tuple[int, list[str]]  # data row number from 1, one cell for each column


@dataclass(frozen=True)
class Source:
    """What a crosswalk declares about a file; empty parts are decided from the bytes."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Table:
    """A table of text.

    ``header`` has unique names. ``read`` starts from the first data row each time; a row without
    any cell is an empty list. ``decisions`` says how the bytes were understood.
    """

    name: str
    header: tuple[str, ...]
    read: Callable[[], Iterator[list[str]]]
    decisions: Mapping[str, Any] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Yield each data row with its number, as wide as the header.

        Empty cells behind the last column are let go; any other row of another width is refused,
        because its cells may stand under the wrong headings. Raises UnusableTable for it.
        """
        width = len(self.header)
        for number, cells in enumerate(self.read(), 1):
            if len(cells) != width:
                if not any(map(str.strip, cells)):
                    cells = [""] * width
                elif len(cells) > width and not any(map(str.strip, cells[width:])):
                    cells = cells[:width]
                else:
                    raise UnusableTable(
                        f"The row has {len(cells)} cells and the header has {width}.",
                        place=Place(file=self.name, row=number),
                        advice="Look for a missing or an extra delimiter or quotation mark.",
                    )
            yield number, cells


def make_table(
    name: str,
    header: list[str],
    read: Callable[[], Iterator[list[str]]],
    decisions: Mapping[str, Any],
) -> Table:
    """Return the table under a checked header.

    Raises UnusableTable for an empty file, a header alone, and headings that occur twice.
    """
    place = Place(file=name)
    if not any(cell.strip() for cell in header):
        is_empty = not header and next(read(), None) is None
        raise UnusableTable(
            "The file is empty." if is_empty else "The first line is empty.",
            place=place,
            advice="The first line must hold the column headings.",
        )
    clean = [cell.strip() or f"(column {i})" for i, cell in enumerate(header, 1)]
    seen: dict[str, int] = {}
    for position, heading in enumerate(clean, 1):
        first = seen.setdefault(heading.casefold(), position)
        if first != position:
            raise UnusableTable(
                f"The heading “{heading}” stands over columns {first} and {position}.",
                place=place,
                advice="Give every column a heading of its own.",
            )
    if next(read(), None) is None:
        raise UnusableTable(
            "The file has a header and no rows.", place=place, advice="Export it again."
        )
    return Table(name, tuple(clean), read, decisions)
