"""Why a file as a whole was refused, where no check says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def refusal(report: Mapping[str, Any]) -> str:
    """Return the error of a run without what its checks say themselves; empty when nothing is left.

    What is left is about the file as a whole, such as that too many rows failed.
    """
    text = (report.get("error") or {}).get("message", "")
    for finding in report.get("checks") or ():
        text = text.replace(finding["message"], "")
    return " ".join(text.split())
