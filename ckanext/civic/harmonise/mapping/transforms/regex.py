"""``regex: {match, group, otherwise}``: a part of a text that matches a pattern as a whole."""

from __future__ import annotations

import re
from typing import Any

from ..problems import ValueProblem
from .registry import Step, parameters, transform


@transform("regex")
def regex(given: Any) -> Step:
    """Return a step that gives ``group`` of the pattern ``match``.

    The pattern must match the whole text, so that "full" never touches "fully refused".
    ``otherwise`` says what else to do: ``fail`` (default), ``keep`` or ``empty``.
    """
    options = parameters(given, match=None, group=0, otherwise="fail")
    try:
        pattern = re.compile(options["match"])
    except (TypeError, re.error) as error:
        raise ValueError(f"‘match’ is no regular expression ({error})") from None
    group, otherwise = options["group"], options["otherwise"]
    if otherwise not in ("fail", "keep", "empty"):
        raise ValueError("‘otherwise’ is fail, keep or empty")
    if group not in (*pattern.groupindex, *range(pattern.groups + 1)):
        raise ValueError(f"the pattern has no group “{group}”")

    def step(text: str) -> str | None:
        found = pattern.fullmatch(text)
        if found:
            return found[group]
        if otherwise == "fail":
            raise ValueProblem(f"a text like {pattern.pattern}")
        return text if otherwise == "keep" else None

    return step
