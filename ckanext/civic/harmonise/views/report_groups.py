"""A report's checks in the three groups that a publisher works through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

GROUP_OF_SEVERITY = {"error": "must_fix", "warning": "should_look"}


def grouped(report: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return ``must_fix``, ``should_look`` and ``noted`` (findings) and ``passed`` (check ids).

    An unknown severity counts as ``must_fix``: nothing may look better than it is.
    """
    groups: dict[str, list[Any]] = {"must_fix": [], "should_look": [], "noted": []}
    for finding in report.get("checks") or ():
        severity = finding["severity"]
        group = "noted" if severity == "note" else GROUP_OF_SEVERITY.get(severity, "must_fix")
        groups[group].append(finding)
    return {**groups, "passed": list(report.get("passed") or ())}


def refusal(report: Mapping[str, Any]) -> str:
    """Return the error of a run without what its checks say themselves; empty when nothing is left.

    What is left is about the file as a whole, such as that too many rows failed.
    """
    text = (report.get("error") or {}).get("message", "")
    for finding in report.get("checks") or ():
        text = text.replace(finding["message"], "")
    return " ".join(text.split())
