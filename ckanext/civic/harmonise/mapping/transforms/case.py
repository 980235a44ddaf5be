"""``case: upper | lower | sentence``: the case of letters."""

from __future__ import annotations

from typing import Any

from .registry import Step, transform

_CASES: dict[str, Step] = {
    "upper": str.upper,
    "lower": str.lower,
    "sentence": lambda text: text[:1].upper() + text[1:].lower(),
}


@transform("case")
def case(given: Any) -> Step:
    """Return a step that changes the case; title case is left out: it breaks names."""
    if given not in _CASES:
        raise ValueError(f"expected one of {', '.join(_CASES)}")
    return _CASES[given]
