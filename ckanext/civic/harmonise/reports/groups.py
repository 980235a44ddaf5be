"""The groups in which a publisher reads a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..checks.catalogue import catalogue


@dataclass(frozen=True)
class Group:
    """A group of lines of a report: its id and its heading."""

    id: str
    title: str


# Source: research of the national planning data platform (harmonise anchor 4.3): what passed comes
# first, what must be fixed is apart from what should be. What was not looked at has not passed.
GROUPS = (
    Group("passed", "Passed"),
    Group("must_fix", "Must fix"),
    Group("should_fix", "Should fix"),
    Group("noted", "Noted"),
    Group("not_applicable", "Not applicable"),
)

WITHOUT_FINDING = ("passed", "not_applicable")


def grouped(report: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the lines of a report (as JSON values) by group id.

    A passed check becomes ``{id, message, dimension}``, and so does one that had nothing to look at
    (``not_applicable``). Whatever blocks is under ``must_fix``, and
    so is a finding of unknown severity: nothing may look better than it is.
    """
    groups: dict[str, list[dict[str, Any]]] = {group.id: [] for group in GROUPS}
    for id in report.get("passed") or ():
        groups["passed"].append(_passed(str(id)))
    for one in report.get("not_applicable") or ():
        groups["not_applicable"].append({**_passed(one["id"]), "message": one["reason"]})
    for finding in report.get("checks") or ():
        groups[group_of(finding)].append(dict(finding))
    return groups


def group_of(finding: Mapping[str, Any]) -> str:
    """Return the id of the group of a finding."""
    if finding.get("blocks"):
        return "must_fix"
    return {"warning": "should_fix", "note": "noted"}.get(finding["severity"], "must_fix")


def _passed(id: str) -> dict[str, Any]:
    entry = catalogue().get(id)
    message = entry.passes if entry else id  # a stored report may name a check that is no more
    return {"id": id, "message": message, "dimension": entry.dimension if entry else ""}
