"""Whether a report lets the result be published."""

from __future__ import annotations

from typing import Any

from ..report import Report


def reasons_to_block(report: Report, quarantine_limit_percent: int) -> list[str]:
    """Return why the result must not be published, as sentences; empty when it may be.

    A row that fails is quarantined and the others are published, as long as they are the great
    majority: an error that only names quarantined rows blocks when these are more than
    ``quarantine_limit_percent`` of the file. Every other error blocks, as does a file of which
    nothing is left. Source: our choice; a release that loses a tenth of its rows is more often a
    wrong export than a right one.
    """
    if not report.resources_out:
        return ["No row of the file could be published.", *_messages(report, set())]
    about_rows = _about_rows(report)
    quarantined = sum(map(report.dropped.count_of, about_rows))
    if not _is_within(report, quarantine_limit_percent):
        return [
            f"{quarantined} of {report.rows_in} rows cannot be published, "
            f"more than the {quarantine_limit_percent} % that may be left out.",
            *_messages(report, set()),
        ]
    return _messages(report, about_rows)


def judged(report: Report, quarantine_limit_percent: int) -> dict[str, Any]:
    """Return the report as JSON values, with ``blocked_by`` and what the limit makes of it.

    When the result may be published, findings that only name rows that were left out do not block:
    they are warnings, and the report is ``ok``.
    """
    reasons = reasons_to_block(report, quarantine_limit_percent)
    whole = {**report.as_dict(), "ok": not reasons, "blocked_by": reasons}
    if report.resources_out and _is_within(report, quarantine_limit_percent):
        allowed = _about_rows(report)
        whole["checks"] = [
            {**one, "severity": "warning", "blocks": False} if one["id"] in allowed else one
            for one in whole["checks"]
        ]
    return whole


def _about_rows(report: Report) -> set[str]:
    """Return the ids of errors that name quarantined rows."""
    errors = {finding.id for finding in report.checks if finding.severity == "error"}
    return errors & (set(report.dropped.by_reason) | report.dropped.faults)


def _is_within(report: Report, quarantine_limit_percent: int) -> bool:
    quarantined = sum(map(report.dropped.count_of, _about_rows(report)))
    return quarantined * 100 <= quarantine_limit_percent * report.rows_in


def _messages(report: Report, allowed: set[str]) -> list[str]:
    return [
        finding.message
        for finding in report.checks
        if finding.severity == "error" and finding.id not in allowed
    ]
