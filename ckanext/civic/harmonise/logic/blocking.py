"""Whether a report lets the result be published."""

from __future__ import annotations

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
    dropped = report.dropped.by_reason
    errors = {finding.id for finding in report.checks if finding.severity == "error"}
    about_rows = errors & set(dropped)
    quarantined = sum(dropped[reason] for reason in about_rows)
    if quarantined * 100 > quarantine_limit_percent * report.rows_in:
        return [
            f"{quarantined} of {report.rows_in} rows cannot be published, "
            f"more than the {quarantine_limit_percent} % that may be left out.",
            *_messages(report, set()),
        ]
    return _messages(report, about_rows)


def _messages(report: Report, allowed: set[str]) -> list[str]:
    return [
        finding.message
        for finding in report.checks
        if finding.severity == "error" and finding.id not in allowed
    ]
