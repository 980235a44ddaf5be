"""``datetime: [formats]``: a day and time as ISO 8601."""

from __future__ import annotations

from datetime import datetime as DateTime
from typing import Any

from ..problems import ValueProblem
from .date import example
from .registry import Step, transform


@transform("datetime")
def datetime(given: Any) -> Step:
    """Return a step that reads days with times in the declared formats (as of ``strptime``).

    ISO 8601 is always accepted. An offset from UTC stays as it was given.
    """
    formats = [given] if isinstance(given, str) else given or []
    if not all(isinstance(one, str) and ("%H" in one or "%I" in one) for one in formats):
        raise ValueError('expected formats such as ["%d/%m/%Y %H:%M"]')

    def step(text: str) -> str:
        if "T" in text:
            try:
                return DateTime.fromisoformat(text).isoformat(timespec="seconds")
            except ValueError:
                pass
        for form in formats:
            try:
                return DateTime.strptime(text, form).isoformat(timespec="seconds")
            except ValueError:
                continue
        examples = " or ".join(map(example, formats))
        raise ValueProblem(f"a time such as {examples or '2014-09-30T08:15:00'}")

    return step
