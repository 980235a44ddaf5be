"""The facts of a run that checks look at when every row was read and everything was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..crosswalks import Crosswalk
from ..lifecycle import Outcome
from ..lifecycle.summary import ReleaseSummary
from ..mapping.keys import Claims
from ..mapping.names import Names
from ..mapping.positions import Locator
from ..report import DroppedRows
from .written import Written


@dataclass(frozen=True)
class KeptOut:
    """A cell that kept its row out of the result.

    ``column`` names the publisher's columns, ``value`` is the cell as it was, ``shown`` what of it
    may stand in a report (codes only), ``expected`` the form that was expected, ``check`` the id of
    the check that reports it. ``last`` is the last row of a run of blank ones.
    """

    row: int
    key: str
    column: str
    check: str
    expected: str
    value: str = ""
    shown: str = ""
    last: int = 0


@dataclass(frozen=True)
class DatasetRecord:
    """What the portal says of the dataset: ids or names, empty where it says nothing.

    ``publisher_uri`` is the address of the organisation, if the portal has one.
    """

    licence: str = ""
    publisher: str = ""
    publisher_uri: str = ""


@dataclass
class OwnConcepts:
    """An open list's column: rows with a value, those with a shared code, and the other values."""

    rows: int = 0
    coded: int = 0
    values: dict[str, int] = field(default_factory=dict)


@dataclass
class Facts:
    """All that is known at the end of a run.

    ``resources_out`` and ``total_out`` are counted in the files as written, not in memory.
    ``not_added`` counts, by measure, the cells that are no number and so in no sum.
    ``claims`` are the rows that claimed the address of an earlier row. ``previous`` and ``life``
    are there when the last release is known, ``dataset`` when a portal runs the check, ``written``
    when there is output to look at. ``codes_met`` has, by field, the codes of all rows that were
    mapped, kept out or not. ``own_concepts`` has the columns of open lists by field.
    """

    crosswalk: Crosswalk
    file: str
    header: tuple[str, ...]
    locator: Locator
    rows_in: int = 0
    resources_out: int = 0
    things_out: int = 0
    dropped: DroppedRows = field(default_factory=DroppedRows)
    claims: Claims = field(default_factory=Claims)
    total_in: dict[str, Decimal] = field(default_factory=dict)
    total_dropped: dict[str, Decimal] = field(default_factory=dict)
    not_added: dict[str, int] = field(default_factory=dict)
    rows_not_added: dict[str, list[int]] = field(default_factory=dict)
    total_out: dict[str, Decimal] = field(default_factory=dict)
    decisions: Mapping[str, Any] = field(default_factory=dict)
    canonical: Path | None = None
    names: Names | None = None
    previous: ReleaseSummary | None = None
    life: Outcome | None = None
    dataset: DatasetRecord | None = None
    written: Written | None = None
    codes_met: dict[str, set[str]] = field(default_factory=dict)
    own_concepts: dict[str, OwnConcepts] = field(default_factory=dict)
