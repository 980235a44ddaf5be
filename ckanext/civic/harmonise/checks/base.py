"""What a check is, and the facts of a run that it looks at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..mapping.keys import Claim
from ..mapping.positions import Locator
from ..mapping.problems import CellProblem
from ..report import SAMPLE_ROWS, DroppedRow, Finding


@dataclass
class ProblemTally:
    """Problems of one kind, counted by column and by value that may be shown."""

    count: int = 0
    rows: list[int] = field(default_factory=list)
    by_column: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_value: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, problem: CellProblem) -> None:
        """Count one; only the first rows are kept."""
        self.count += 1
        if len(self.rows) < SAMPLE_ROWS and problem.row not in self.rows:
            self.rows.append(problem.row)
        self.by_column[problem.column, problem.expected] += 1
        self.by_value[problem.column, problem.shown] += 1


@dataclass
class Facts:
    """All that is known when every row was read and everything was written.

    ``resources_out`` and ``total_out`` are counted in the files as written, not in memory.
    ``problems`` is by check id. ``claims`` are the rows that claimed the address of an earlier row.
    """

    crosswalk: Crosswalk
    file: str
    header: tuple[str, ...]
    locator: Locator
    rows_in: int = 0
    resources_out: int = 0
    things_out: int = 0
    dropped: list[DroppedRow] = field(default_factory=list)
    problems: dict[str, ProblemTally] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    total_in: dict[str, Decimal] = field(default_factory=dict)
    total_dropped: dict[str, Decimal] = field(default_factory=dict)
    total_out: dict[str, Decimal] = field(default_factory=dict)

    def add_problem(self, problem: CellProblem) -> None:
        """Count a problem under its check."""
        self.problems.setdefault(problem.check, ProblemTally()).add(problem)


class Check(ABC):
    """One rule. ``severity`` is that of its findings: ``error``, ``warning`` or ``note``.

    A check that must see every record overrides `observe`; all judge at the end, in `finish`.
    """

    id = ""
    severity = "error"

    def __init__(self, crosswalk: Crosswalk) -> None:
        self.crosswalk = crosswalk

    def observe(self, batch: MappedBatch) -> None:  # noqa: B027 - many judge by the facts alone
        """Look at the records of a batch."""

    @abstractmethod
    def finish(self, facts: Facts) -> Finding | None:
        """Return what was found, or None."""

    def finding(
        self, count: int, rows: Iterable[int], message: str, severity: str | None = None
    ) -> Finding:
        """Return a finding of this check with at most ten sample rows."""
        sample = tuple(sorted(set(rows))[:SAMPLE_ROWS])
        return Finding(self.id, severity or self.severity, count, sample, message)


_CHECKS: dict[str, type[Check]] = {}


def check(one: type[Check]) -> type[Check]:
    """Register a check class under its id."""
    _CHECKS[one.id] = one
    return one


def all_checks() -> dict[str, type[Check]]:
    """Return every check by id, sorted; a new file in this folder is found by itself."""
    package = import_module(__package__ or "")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_CHECKS.items()))


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 row`` or ``2 rows``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
