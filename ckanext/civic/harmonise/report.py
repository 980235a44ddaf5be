"""The result of harmonising one file: what came in, what went out, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

SAMPLE_ROWS = 20
LISTED_ROWS = 10_000  # dropped rows in a report; their lists for the publisher have all
_SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class Pattern:
    """Rows that have the same fault: ``pattern`` is what of the value may be shown.

    That is the value itself for codes, and else its shape (``99/99/9999``), because a cell of free
    text may hold a name. ``rows`` are the first row numbers.
    """

    column: str
    pattern: str
    count: int
    rows: tuple[int, ...] = ()
    expected: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the pattern as JSON values."""
        return {
            "column": self.column,
            "pattern": self.pattern,
            "count": self.count,
            "rows": list(self.rows),
            "expected": self.expected,
        }


@dataclass(frozen=True)
class Finding:
    """One check that found something.

    ``severity`` is ``error`` (do not release), ``warning`` (look at it) or ``note`` (nothing to
    do); ``blocks`` tells whether it stops the release, ``owner`` whose job it is (``publisher`` or
    ``operator``). ``rows`` are the first row numbers, 1 being the first data row. ``message`` says
    what was found and what the publisher should do, ``fix`` the latter alone; neither holds a
    personal value. ``column`` names the publisher's columns.
    """

    id: str
    severity: str
    count: int
    rows: tuple[int, ...]
    message: str
    level: str = "file"
    blocks: bool = False
    owner: str = "publisher"
    dimension: str = ""
    column: str = ""
    patterns: tuple[Pattern, ...] = ()
    fix: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON values."""
        return {
            "id": self.id,
            "severity": self.severity,
            "count": self.count,
            "rows": list(self.rows),
            "message": self.message,
            "level": self.level,
            "blocks": self.blocks,
            "owner": self.owner,
            "dimension": self.dimension,
            "column": self.column,
            "patterns": [one.as_dict() for one in self.patterns],
            "fix": self.fix,
        }


@dataclass(frozen=True)
class NotApplicable:
    """A check that had nothing to look at, and why; it has not passed."""

    id: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """Return the check as JSON values."""
        return {"id": self.id, "reason": self.reason}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings as they are read: errors, warnings, notes, and the most rows first."""
    return sorted(findings, key=lambda f: (_SEVERITIES.index(f.severity), -f.count, f.id))


@dataclass(frozen=True)
class DroppedRow:
    """A row that gave no resource: its number, why, and its key (empty when it has none)."""

    row: int
    reason: str
    key: str

    def as_dict(self) -> dict[str, Any]:
        """Return the row as JSON values."""
        return {"row": self.row, "reason": self.reason, "key": self.key}


class DroppedRows:
    """Dropped rows: counted by reason, and the first of them, for a file can lose all its rows.

    The first 10,000 are kept, and of each reason at least the first 20, in the order of the file;
    the lists for the publisher have all of them. ``faults`` has the id of every check that a row
    failed: the reason is only the first of them.
    """

    def __init__(self, rows: Iterable[DroppedRow] = ()) -> None:
        self.by_reason: dict[str, int] = {}
        self.faults: set[str] = set()
        self._listed: list[DroppedRow] = []
        for row in rows:
            self.append(row)

    def append(self, row: DroppedRow) -> None:
        """Count a row, and list it if there is room."""
        count = self.count_of(row.reason)
        self.by_reason[row.reason] = count + 1
        if len(self._listed) < LISTED_ROWS or count < SAMPLE_ROWS:
            self._listed.append(row)

    def append_run(self, first: int, last: int, reason: str) -> None:
        """Count the rows from ``first`` to ``last``, which have no key, and list what fits."""
        count = last - first + 1
        room = max(LISTED_ROWS - len(self._listed), SAMPLE_ROWS - self.count_of(reason), 0)
        self._listed += [DroppedRow(first + n, reason, "") for n in range(min(count, room))]
        self.by_reason[reason] = self.count_of(reason) + count

    @property
    def count(self) -> int:
        """Return how many rows were dropped."""
        return sum(self.by_reason.values())

    def count_of(self, reason: str) -> int:
        """Return how many rows were dropped for a reason."""
        return self.by_reason.get(reason, 0)

    def __iter__(self) -> Iterator[DroppedRow]:
        return iter(sorted(self._listed, key=lambda one: one.row))

    def __repr__(self) -> str:
        return f"DroppedRows({self.by_reason!r})"


@dataclass(frozen=True)
class Report:
    """The whole result.

    ``totals`` has, for each measure of the model, the sums ``in``, ``out`` and ``dropped`` as
    exact decimal text. ``decisions`` are the choices made once for the whole file. ``outputs``
    are file names in the output folder by kind: ``canonical-csv``, ``csvw``, ``nquads`` and,
    when rows were quarantined, ``quarantine``. ``life`` tells what became of the last release.
    """

    model: str
    model_version: str
    crosswalk: str
    rows_in: int
    resources_out: int
    dropped: DroppedRows = field(default_factory=DroppedRows)
    checks: tuple[Finding, ...] = ()
    passed: tuple[str, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    totals: dict[str, dict[str, str]] = field(default_factory=dict)
    decisions: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    quads_out: int = 0
    life: Mapping[str, Any] | None = None

    @property
    def ok(self) -> bool:
        """Tell whether no check found anything that stops the release."""
        return not any(one.blocks or one.severity == "error" for one in self.checks)

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
            "dropped_count": self.dropped.count,
            "dropped_by_reason": dict(self.dropped.by_reason),
            "checks": [finding.as_dict() for finding in self.checks],
            "passed": list(self.passed),
            "not_applicable": [one.as_dict() for one in self.not_applicable],
            "totals": self.totals,
            "decisions": self.decisions,
            "outputs": self.outputs,
            **({} if self.life is None else {"life": dict(self.life)}),
        }
