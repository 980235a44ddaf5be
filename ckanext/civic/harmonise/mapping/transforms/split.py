"""``split: {on, part, parts}``: one part of a text that a separator divides."""

from __future__ import annotations

from typing import Any

from ..problems import ValueProblem
from .registry import Step, parameters, transform


@transform("split")
def split(given: Any) -> Step:
    """Return a step that gives part ``part`` (from 1; -1 is the last), without outer spaces.

    With ``parts``, the text must have exactly so many. A missing part is a problem.
    """
    options = parameters(given, on=None, part=1, parts=None)
    on, part, parts = options["on"], options["part"], options["parts"]
    if not isinstance(on, str) or not on or not isinstance(part, int) or part == 0:
        raise ValueError("expected a separator ‘on’ and a ‘part’ that is not 0")
    index = part - 1 if part > 0 else part

    def step(text: str) -> str:
        found = text.split(on)
        if parts is not None and len(found) != parts:
            raise ValueProblem(f"{parts} parts divided by “{on}”")
        try:
            return found[index].strip()
        except IndexError:
            raise ValueProblem(f"at least {abs(part)} parts divided by “{on}”") from None

    return step
