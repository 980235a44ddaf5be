"""``boolean: {true: […], false: […]}``: yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..problems import ValueProblem
from .registry import Step, parameters, transform


@transform("boolean")
def boolean(given: Any) -> Step:
    """Return a step that gives ``true`` or ``false`` for the declared texts, in any case."""
    if isinstance(given, Mapping):  # YAML reads the keys true and false as no texts
        given = {str(key).lower(): words for key, words in given.items()}
    options = parameters(given, true=["true"], false=["false"])
    if not all(isinstance(words, (list, tuple)) for words in options.values()):
        raise ValueError("‘true’ and ‘false’ are lists such as [Yes, Y] and [No, N]")
    table = {str(one).casefold(): word for word in ("true", "false") for one in options[word]}

    def step(text: str) -> str:
        found = table.get(text.casefold())
        if found is None:
            raise ValueProblem(f"one of {', '.join(table)}", check="unmapped_codes", shown=text)
        return found

    return step
