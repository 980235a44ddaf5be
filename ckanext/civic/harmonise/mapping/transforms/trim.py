"""``trim``: without the given characters at both ends (white space always goes)."""

from __future__ import annotations

from typing import Any

from .registry import Step, transform


@transform("trim")
def trim(given: Any) -> Step:
    """Return a step that strips ``given`` characters, default white space."""
    if given is not None and not isinstance(given, str):
        raise ValueError("expected the characters to take away")
    return lambda text: text.strip(given).strip()
