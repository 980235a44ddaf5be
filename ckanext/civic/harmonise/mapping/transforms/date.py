"""``date: [formats]``: a day as ISO 8601."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import datetime
from typing import Any

from ..problems import ValueProblem
from .registry import Step, transform

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@transform("date")
def date(given: Any) -> Step:
    """Return a step that reads a day in the declared formats (as of ``strptime``).

    A format is declared for the whole column, never guessed for a value. ISO 8601 is always
    accepted too: spreadsheets give it, and it has one meaning only.
    """
    formats = [given] if isinstance(given, str) else given
    if not formats or not all(isinstance(one, str) and "%" in one for one in formats):
        raise ValueError('expected formats such as ["%d/%m/%Y"]')

    def step(text: str) -> str:
        if _ISO.fullmatch(text):
            try:
                return Date.fromisoformat(text).isoformat()
            except ValueError:
                raise ValueProblem("a date") from None
        for form in formats:
            try:
                return datetime.strptime(text, form).date().isoformat()
            except ValueError:
                continue
        raise ValueProblem(f"a date like {' or '.join(formats)}")

    return step
