"""The result of harmonising one file: what came in, what went out, and what to look at."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

SAMPLE_ROWS = 20
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


class DroppedRows(Sequence[DroppedRow]):
    """Dropped rows in the order of the file, some 30 bytes each: a file can lose all its rows."""

    def __init__(self, rows: Iterable[DroppedRow] = ()) -> None:
        self._rows = array("q")
        self._reasons = array("H")
        self._ends = array("q", [0])
        self._keys = bytearray()
        self._names: list[str] = []
        self._order: Sequence[int] = ()
        self._is_sorted = True
        for row in rows:
            self.append(row)

    def append(self, row: DroppedRow) -> None:
        """Add a row."""
        if row.reason not in self._names:
            self._names.append(row.reason)
        self._is_sorted = self._is_sorted and not (self._rows and self._rows[-1] > row.row)
        self._rows.append(row.row)
        self._reasons.append(self._names.index(row.reason))
        self._keys += row.key.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._keys))

    def sort(self) -> None:
        """Put the rows in the order of the file."""
        if not self._is_sorted:
            self._order = array("q", sorted(range(len(self)), key=self._rows.__getitem__))

    def count_of(self, reason: str) -> int:
        """Return how many rows were dropped for a reason."""
        return self._reasons.count(self._names.index(reason)) if reason in self._names else 0

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> DroppedRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[DroppedRow]: ...
    def __getitem__(self, index: int | slice) -> DroppedRow | Sequence[DroppedRow]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        at = self._order[at] if len(self._order) == len(self) else at
        key = bytes(self._keys[self._ends[at] : self._ends[at + 1]])
        return DroppedRow(
            self._rows[at], self._names[self._reasons[at]], key.decode("utf-8", "surrogatepass")
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"DroppedRows({list(self)!r})"


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
    dropped: Sequence[DroppedRow] = ()
    checks: tuple[Finding, ...] = ()
    passed: tuple[str, ...] = ()
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
            "checks": [finding.as_dict() for finding in self.checks],
            "passed": list(self.passed),
            "totals": self.totals,
            "decisions": self.decisions,
            "outputs": self.outputs,
            **({} if self.life is None else {"life": dict(self.life)}),
        }
