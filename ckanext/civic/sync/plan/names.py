"""A name for a copy where the origin's is taken."""

from __future__ import annotations

from collections.abc import Mapping

MAX_NAME_CHARACTERS = 100


def choose_name(wanted: str, *, id_: str, peer: str, taken: Mapping[str, str]) -> str:
    """Return ``wanted``, or ``{wanted}-{peer}``, or that with a number: the first that is free.

    ``taken`` maps every name of this portal to the id of its dataset; what ``id_`` has is free
    to it. The result has at most 100 characters.
    """
    number = 0
    name = wanted
    while taken.get(name, id_) != id_:
        number += 1
        suffix = f"-{peer}" if number == 1 else f"-{peer}-{number}"
        name = wanted[: MAX_NAME_CHARACTERS - len(suffix)] + suffix
    return name
