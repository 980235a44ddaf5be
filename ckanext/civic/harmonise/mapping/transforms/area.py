"""``area: {council, on}``: the nine-character code of a ward or authority."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...geography import resolve
from ..problems import ValueProblem
from .registry import Step, parameters, transform


@transform("area")
def area(given: Any) -> Step:
    """Return a step that gives the code of an area for its name, its code or its address.

    ``council`` (name or code) says whose wards are meant: names occur in several councils.
    ``on`` is a day (ISO 8601) that decides between areas of one name; else the newest is meant.
    """
    options = parameters(given, council="", on=None)
    try:
        day = date.fromisoformat(str(options["on"])) if options["on"] else None
    except ValueError:
        raise ValueError("‘on’ is a day such as 2014-09-30") from None
    council = str(options["council"])
    whose = f" of {council}" if council else ""

    def step(text: str) -> str:
        found = resolve(text, council, day)
        if found is None:
            raise ValueProblem(f"a known area{whose}", check="unmapped_codes", shown=text)
        return found.code

    return step
