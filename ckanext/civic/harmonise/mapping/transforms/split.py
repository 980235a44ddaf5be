"""``split: {by, part, parts}``: one part of a text that a separator divides."""

from __future__ import annotations

from typing import Any

from ..problems import ValueProblem
from .registry import Step, parameters, transform


@transform("split")
def split(given: Any) -> Step:
    """Return a step that gives part ``part`` (from 1; -1 is the last), without outer spaces.

    With ``parts``, the text must have exactly so many. A missing part is a problem.
    """
    options = parameters(given, by=None, part=1, parts=None)
    by, part, parts = options["by"], options["part"], options["parts"]
    if not isinstance(by, str) or not by or not isinstance(part, int) or part == 0:
        raise ValueError("expected a separator ‘by’ and a ‘part’ that is not 0")
    index = part - 1 if part > 0 else part

    def step(text: str) -> str:
        found = text.split(by)
        if parts is not None and len(found) != parts:
            raise ValueProblem(f"{parts} parts divided by “{by}”")
        try:
            return found[index].strip()
        except IndexError:
            raise ValueProblem(f"at least {abs(part)} parts divided by “{by}”") from None

    return step
