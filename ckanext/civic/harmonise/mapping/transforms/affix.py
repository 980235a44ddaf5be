"""``affix: {before, after}``: a fixed text before or behind."""

from __future__ import annotations

from typing import Any

from .registry import Step, parameters, transform


@transform("affix")
def affix(given: Any) -> Step:
    """Return a step that puts ``before`` and ``after`` around a text."""
    options = parameters(given, before="", after="")
    before, after = str(options["before"]), str(options["after"])
    return lambda text: f"{before}{text}{after}"
