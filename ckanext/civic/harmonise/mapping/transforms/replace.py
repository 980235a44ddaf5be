"""``replace: {match, with, otherwise}``: another text for one that matches as a whole."""

from __future__ import annotations

import re
from typing import Any

from ..problems import ValueProblem
from .registry import Step, parameters, transform


@transform("replace")
def replace(given: Any) -> Step:
    r"""Return a step that gives ``with`` for a text that the pattern ``match`` matches as a whole.

    ``\1`` and ``\g<name>`` in ``with`` are groups of the pattern. ``otherwise`` says what else to
    do: ``keep`` (default), ``fail`` or ``empty``.
    """
    options = parameters(given, **{"match": None, "with": None, "otherwise": "keep"})
    template, otherwise = options["with"], options["otherwise"]
    if not isinstance(template, str):
        raise ValueError("expected a text ‘with’")
    if otherwise not in ("fail", "keep", "empty"):
        raise ValueError("‘otherwise’ is fail, keep or empty")
    try:
        pattern = re.compile(options["match"])
        re.compile(f"(?:{pattern.pattern})|").sub(template, "")  # an unknown group fails here
    except (TypeError, re.error, IndexError) as error:
        raise ValueError(f"‘match’ and ‘with’ do not fit ({error})") from None

    def step(text: str) -> str | None:
        found = pattern.fullmatch(text)
        if found:
            return found.expand(template)
        if otherwise == "fail":
            raise ValueProblem(f"a text like {pattern.pattern}")
        return text if otherwise == "keep" else None

    return step
