"""``lookup: {table, otherwise}``: another text for each known one."""

from __future__ import annotations

from typing import Any

from ..problems import ValueProblem
from .registry import Step, parameters, transform


@transform("lookup")
def lookup(given: Any) -> Step:
    """Return a step that replaces whole texts, found in any case.

    ``otherwise`` says what to do with one that is not in the table: ``fail`` (default),
    ``keep`` or ``empty``.
    """
    options = parameters(given, table=None, otherwise="fail")
    if not isinstance(options["table"], dict) or not options["table"]:
        raise ValueError("expected a ‘table’ of texts")
    if options["otherwise"] not in ("fail", "keep", "empty"):
        raise ValueError("‘otherwise’ is fail, keep or empty")
    table = {str(key).casefold(): str(value) for key, value in options["table"].items()}
    otherwise = options["otherwise"]

    def step(text: str) -> str | None:
        found = table.get(text.casefold())
        if found is not None:
            return found
        if otherwise == "fail":
            raise ValueProblem("a value of the table", check="unmapped_codes", shown=text)
        return text if otherwise == "keep" else None

    return step
