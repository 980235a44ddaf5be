"""``boolean: {true: […], false: […]}``: yes or no."""

from __future__ import annotations

from typing import Any

from ..problems import ValueProblem
from .registry import Step, parameters, transform


@transform("boolean")
def boolean(given: Any) -> Step:
    """Return a step that gives ``true`` or ``false`` for the declared texts, in any case."""
    options = parameters(given, true=["true"], false=["false"])
    table = {str(one).casefold(): word for word in ("true", "false") for one in options[word]}

    def step(text: str) -> str:
        found = table.get(text.casefold())
        if found is None:
            raise ValueProblem(f"one of {', '.join(table)}", check="unmapped_codes", shown=text)
        return found

    return step
