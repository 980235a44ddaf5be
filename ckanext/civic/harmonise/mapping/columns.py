"""Find a crosswalk's columns in a file's header."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from ckanext.civic.core.errors import Place

from ..errors import MissingColumn, UnusableTable


def match_columns(header: Sequence[str], wanted: Iterable[str], file: str) -> dict[str, int]:
    """Return the index of each wanted column.

    Case and runs of spaces do not count; nothing else is forgiven, because a renamed column may
    hold something else. Raises MissingColumn, which names the nearest heading of the file.
    """
    by_name: dict[str, list[int]] = {}
    for index, heading in enumerate(header):
        by_name.setdefault(normal(heading), []).append(index)
    found = {}
    for name in wanted:
        indexes = by_name.get(normal(name), [])
        if not indexes:
            raise _missing(name, header, by_name, file)
        if len(indexes) > 1:
            raise UnusableTable(
                f"Two headings read “{name}” when case and spaces do not count.",
                place=Place(file=file, column=name),
            )
        found[name] = indexes[0]
    return found


def normal(heading: str) -> str:
    """Return a heading without differences in case and spaces."""
    return " ".join(heading.split()).casefold()


def _missing(
    name: str, header: Sequence[str], by_name: dict[str, list[int]], file: str
) -> MissingColumn:
    near = difflib.get_close_matches(normal(name), by_name, n=1, cutoff=0.5)
    advice = f"The file has: {', '.join(header)}."
    if near:
        advice = f"The nearest heading is “{header[by_name[near[0]][0]]}”. {advice}"
    return MissingColumn(
        f"The column “{name}” is missing.", place=Place(file=file, column=name), advice=advice
    )
