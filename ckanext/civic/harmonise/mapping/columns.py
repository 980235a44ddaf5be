"""Find a crosswalk's columns in a file's header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ckanext.civic.core.errors import Place

from ..crosswalks.layout import HeaderDiff, compare, fingerprint, nearest, normal
from ..errors import DuplicateHeadings, LayoutDiffers, MissingColumn

__all__ = ["check_layout", "match_columns", "nearest", "normal"]


def match_columns(
    header: Sequence[str], wanted: Iterable[str], file: str, others: Iterable[str] = ()
) -> dict[str, int]:
    """Return the index of each wanted column.

    Case and runs of spaces do not count; nothing else is forgiven, because a renamed column may
    hold something else. Raises MissingColumn, which names the nearest heading of the file that
    is not wanted itself, and tells the other differences from ``wanted`` and ``others``, the
    columns that the crosswalk accounts for without reading them.
    """
    wanted = list(wanted)
    known = [*wanted, *others]
    by_name: dict[str, list[int]] = {}
    for index, heading in enumerate(header):
        by_name.setdefault(normal(heading), []).append(index)
    for indexes in by_name.values():
        if len(indexes) > 1:
            raise _twice(header, indexes, file)
    found = {}
    for name in wanted:
        indexes = by_name.get(normal(name), [])
        if not indexes:
            taken = set(map(normal, known))
            free = [heading for heading in header if normal(heading) not in taken]
            raise _missing(name, header, free, compare(known, header), file)
        found[name] = indexes[0]
    return found


def _twice(header: Sequence[str], indexes: Sequence[int], file: str) -> DuplicateHeadings:
    heading = header[indexes[0]]
    columns = " and ".join(str(index + 1) for index in indexes)
    return DuplicateHeadings(
        f"The heading “{heading}” stands over columns {columns}; case and spaces do not count.",
        place=Place(file=file, column=heading),
        advice="Give every column a heading of its own.",
    )


def check_layout(header: Sequence[str], layout: str | tuple[str, ...], file: str) -> None:
    """Raise LayoutDiffers unless the header is the declared one, in any order.

    ``layout`` has the headings or their `fingerprint`.
    """
    if isinstance(layout, str):
        if fingerprint(header) != layout:
            raise _differs(f"its fingerprint is {fingerprint(header)}, not {layout}", header, file)
        return
    diff = compare(layout, header)
    if diff:
        raise _differs(str(diff), header, file)


def _differs(how: str, header: Sequence[str], file: str) -> LayoutDiffers:
    return LayoutDiffers(
        f"The headings are not those that the crosswalk was made for: {how}.",
        place=Place(file=file),
        advice="Say what the new columns mean: carry on from the crosswalk with this file, or write"
        f" the file's headings under “layout” in it. The file has: {', '.join(header)}.",
    )


def _missing(
    name: str, header: Sequence[str], free: Sequence[str], diff: HeaderDiff, file: str
) -> MissingColumn:
    near = nearest(name, free)
    said = (
        f"The nearest heading is “{near}”: if it is the same column, rename" if near else "Rename"
    )
    is_alone = len(diff.gone) + len(diff.new) + 2 * len(diff.renamed) <= 2
    more = "" if is_alone else f" In all: {diff}."
    return MissingColumn(
        f"The column “{name}” is missing.",
        place=Place(file=file, column=name),
        advice=f"{said} the heading in the file to “{name}”, or change the column's name in the"
        f" crosswalk.{more} The file has: {', '.join(header)}.",
    )
