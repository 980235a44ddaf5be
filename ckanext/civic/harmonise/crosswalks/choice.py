"""Which crosswalk fits a file: the one whose columns the header has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ckanext.civic.core.errors import Place

from ..errors import CrosswalkError
from .crosswalk import Crosswalk
from .layout import compare, fingerprint, likeness, normal

# The header of the file as a crosswalk says that it is to be read; None when it cannot be
HeaderOf = Callable[[Crosswalk], Sequence[str] | None]


def choose(every: Sequence[Crosswalk], header_of: HeaderOf, file: str, day: str) -> Crosswalk:
    """Return the only crosswalk that fits a file of an ISO ``day``.

    When several do, the only one that knows every column of the file.
    Raises CrosswalkError, which names the nearest crosswalk and how the header differs from it.
    """
    headers = [(one, header_of(one)) for one in every if one.is_valid_on(day)]
    readable = [(one, header) for one, header in headers if header is not None]
    fitting = [(one, header) for one, header in readable if fits(one, header)]
    if len(fitting) > 1:
        whole = [(one, header) for one, header in fitting if not compare(_known(one), header)]
        fitting = whole or fitting
    if len(fitting) == 1:
        return fitting[0][0]
    place = Place(file=file)
    if fitting:
        ids = ", ".join(one.id for one, _ in fitting)
        raise CrosswalkError(
            "More than one crosswalk fits the columns of the file.",
            place=place,
            advice=f"Name one with --crosswalk: {ids}.",
        )
    raise CrosswalkError(
        "No crosswalk fits the columns of the file.",
        place=place,
        advice=f"{_nearest(readable)}Run ‘civic guess {file}’ for a first crosswalk of your own,"
        " and name it with --crosswalk.",
    )


def fits(crosswalk: Crosswalk, header: Sequence[str]) -> bool:
    """Tell whether a header has every column that a crosswalk reads, and its layout if declared."""
    if isinstance(crosswalk.layout, str):
        if fingerprint(header) != crosswalk.layout:
            return False
    elif crosswalk.layout and compare(crosswalk.layout, header):
        return False
    return set(map(normal, header)).issuperset(map(normal, crosswalk.file_columns))


def _known(crosswalk: Crosswalk) -> tuple[str, ...]:
    return (*crosswalk.file_columns, *crosswalk.accounted)


def _nearest(readable: Sequence[tuple[Crosswalk, Sequence[str]]]) -> str:
    scored = [(likeness(_known(one), header), one, header) for one, header in readable]
    best = max(scored, key=lambda found: found[0], default=None)
    if best is None or not best[0]:
        return ""
    share, one, header = best
    return (
        f"The nearest is “{one.id}”, which knows {share:.0%} of its columns here:"
        f" {compare(_known(one), header)}. "
    )
