"""Find a crosswalk's columns in a file's header."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from ckanext.civic.core.errors import Place

from ..errors import MissingColumn, UnusableTable


def match_columns(header: Sequence[str], wanted: Iterable[str], file: str) -> dict[str, int]:
    """Return the index of each wanted column.

    Case and runs of spaces do not count; nothing else is forgiven, because a renamed column may
    hold something else. Raises MissingColumn, which names the nearest heading of the file that
    is not wanted itself.
    """
    wanted = list(wanted)
    by_name: dict[str, list[int]] = {}
    for index, heading in enumerate(header):
        by_name.setdefault(normal(heading), []).append(index)
    found = {}
    for name in wanted:
        indexes = by_name.get(normal(name), [])
        if not indexes:
            taken = set(map(normal, wanted))
            free = [heading for heading in header if normal(heading) not in taken]
            raise _missing(name, header, free, file)
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


def nearest(name: str, headings: Iterable[str]) -> str | None:
    """Return the heading most like ``name``, or None when none is.

    Headings that have the whole name as words come before those that merely share letters.
    """
    by_name = {normal(heading): heading for heading in reversed(list(headings))}
    words = re.compile(rf"(?<!\w){re.escape(normal(name))}(?!\w)")
    with_words = [one for one in by_name if words.search(one)]
    if with_words:
        return by_name[min(with_words, key=len)]
    alike = difflib.get_close_matches(normal(name), by_name, n=1, cutoff=0.5)
    return by_name[alike[0]] if alike else None


def _missing(name: str, header: Sequence[str], free: Sequence[str], file: str) -> MissingColumn:
    near = nearest(name, free)
    said = (
        f"The nearest heading is “{near}”: if it is the same column, rename" if near else "Rename"
    )
    return MissingColumn(
        f"The column “{name}” is missing.",
        place=Place(file=file, column=name),
        advice=f"{said} the heading in the file to “{name}”, or change the column's name in the"
        f" crosswalk. The file has: {', '.join(header)}.",
    )
