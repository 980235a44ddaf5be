"""Wide tables made long: columns that hold the same kind of figure become rows.

    AreaCode,Count,Value          AreaCode,Statistic,Figure
    E05000825,41,3090      →      E05000825,Count,41
                                  E05000825,Value,3090

A row keeps the number of the publisher's row that it comes from, so messages name what the
publisher sees. A blank row stays one blank row. Nothing is left out: an empty figure is a row with
an empty cell, for the crosswalk's ``drop`` to account for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..crosswalks.crosswalk import Unpivot
from ..readers import Row, Table
from .columns import match_columns


def unpivoted(table: Table, unpivot: Unpivot) -> Table:
    """Return a table with a row for each of the columns, and two columns in their place.

    Column ``unpivot.name`` has the heading as the crosswalk writes it, ``unpivot.value`` the
    cell. Raises MissingColumn when the header lacks one of the columns.
    """
    found = match_columns(table.header, unpivot.columns, table.name)
    taken = set(found.values())
    kept = [index for index in range(len(table.header)) if index not in taken]
    header = (*(table.header[index] for index in kept), unpivot.name, unpivot.value)
    inner = _LongTable(
        **{one: getattr(table, one) for one in table.__dataclass_fields__},
        source=table,
        kept=tuple(kept),
        columns=tuple(found.items()),
    )
    decisions = {**table.decisions, "unpivot": dict.fromkeys(unpivot.columns, unpivot.value)}
    return replace(inner, header=header, decisions=decisions)


@dataclass(frozen=True)
class _LongTable(Table):
    """The long form of ``source``: ``kept`` columns by index, and each of ``columns`` in turn."""

    source: Table | None = None
    kept: tuple[int, ...] = ()
    columns: tuple[tuple[str, int], ...] = ()

    def rows(self, ragged: Callable[[int, list[str]], None] | None = None) -> Iterator[Row]:
        """Yield the rows, each with the number of the row that it comes from."""
        assert self.source
        for number, cells in self.source.rows(ragged):
            kept = [cells[index] for index in self.kept]
            if not any(map(str.strip, cells)):
                yield number, [*kept, "", ""]
                continue
            for heading, index in self.columns:
                yield number, [*kept, heading, cells[index]]
