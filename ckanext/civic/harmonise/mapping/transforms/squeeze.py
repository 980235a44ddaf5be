"""``squeeze``: one space for every run of spaces, tabs and line ends."""

from __future__ import annotations

from typing import Any

from .registry import Step, transform


@transform("squeeze")
def squeeze(given: Any) -> Step:
    """Return a step that joins the words of a text by single spaces."""
    return lambda text: " ".join(text.split())
