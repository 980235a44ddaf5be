"""What the gate's actions accept."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ..decision.rules import HELD, RELEASED


def show_schema() -> dict[str, Any]:
    return {"id": _validators("not_empty", "unicode_safe"), **_nothing_else()}


def release_schema() -> dict[str, Any]:
    return {
        **show_schema(),
        "reason": _validators("not_empty", "unicode_safe"),
        "content_hash": _validators("ignore_empty", "unicode_safe"),
    }


def hold_schema() -> dict[str, Any]:
    return {**show_schema(), "reason": _validators("not_empty", "unicode_safe")}


def list_schema() -> dict[str, Any]:
    one_of: Any = tk.get_validator("one_of")
    return {
        "state": [*_validators("ignore_empty"), one_of([HELD, RELEASED])],
        "organization": _validators("ignore_empty", "unicode_safe"),
        "limit": _validators("ignore_empty", "natural_number_validator"),
        "offset": _validators("ignore_empty", "natural_number_validator"),
        **_nothing_else(),
    }


def _nothing_else() -> dict[str, Any]:
    return {"__extras": _validators("ignore"), "__junk": _validators("ignore")}


def _validators(*names: str) -> list[Any]:
    return [tk.get_validator(name) for name in names]
