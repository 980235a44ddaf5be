"""The result of harmonising one file: what came in, what went out, and what to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SAMPLE_ROWS = 10


@dataclass(frozen=True)
class Finding:
    """One check that found something.

    ``severity`` is ``error`` (do not release), ``warning`` (look at it) or ``note`` (nothing to
    do). ``rows`` are up to ten row numbers, 1 being the first data row. ``message`` says what was
    found and what the publisher should do; it holds no personal value.
    """

    id: str
    severity: str
    count: int
    rows: tuple[int, ...]
    message: str

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON values."""
        return {
            "id": self.id,
            "severity": self.severity,
            "count": self.count,
            "rows": list(self.rows),
            "message": self.message,
        }


@dataclass(frozen=True)
class DroppedRow:
    """A row that gave no resource: its number, why, and its key (empty when it has none)."""

    row: int
    reason: str
    key: str

    def as_dict(self) -> dict[str, Any]:
        """Return the row as JSON values."""
        return {"row": self.row, "reason": self.reason, "key": self.key}


@dataclass(frozen=True)
class Report:
    """The whole result.

    ``totals`` has, for each measure of the model, the sums ``in``, ``out`` and ``dropped`` as
    exact decimal text. ``decisions`` are the choices made once for the whole file. ``outputs``
    are file names in the output folder by kind: ``canonical-csv``, ``csvw``, ``nquads`` and,
    when rows were quarantined, ``quarantine``.
    """

    model: str
    model_version: str
    crosswalk: str
    rows_in: int
    resources_out: int
    dropped: tuple[DroppedRow, ...] = ()
    checks: tuple[Finding, ...] = ()
    passed: tuple[str, ...] = ()
    totals: dict[str, dict[str, str]] = field(default_factory=dict)
    decisions: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    quads_out: int = 0

    @property
    def ok(self) -> bool:
        """Tell whether no check of severity ``error`` found anything."""
        return not any(finding.severity == "error" for finding in self.checks)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON values: the interface of ``civic harmonise --json``."""
        return {
            "ok": self.ok,
            "model": self.model,
            "model_version": self.model_version,
            "crosswalk": self.crosswalk,
            "rows_in": self.rows_in,
            "resources_out": self.resources_out,
            "quads_out": self.quads_out,
            "dropped": [row.as_dict() for row in self.dropped],
            "checks": [finding.as_dict() for finding in self.checks],
            "passed": list(self.passed),
            "totals": self.totals,
            "decisions": self.decisions,
            "outputs": self.outputs,
        }
