"""What a guess says: plain values, ready for a page, for JSON, and for a crosswalk."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Candidate:
    """A field, or a model, that may be meant; ``confidence`` is from 0 to 1."""

    name: str
    confidence: float


@dataclass(frozen=True)
class ColumnGuess:
    """What is proposed for one column.

    ``field`` is None when nothing is sure enough; ``candidates`` then are the nearest. ``also``
    are further fields that the column fills. ``ignore`` is a proposed reason for leaving it out.
    ``reading`` holds the parts of a crosswalk's expression: ``steps``, ``unknown``, and ``ticks``,
    the values that mean the code ``tick``. ``samples`` are the publisher's own values; none when
    ``is_personal``.
    """

    column: str
    field: str | None
    confidence: float
    reason: str
    candidates: tuple[Candidate, ...] = ()
    also: tuple[str, ...] = ()
    ignore: str = ""
    reading: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    tick: str = ""
    samples: tuple[str, ...] = ()
    is_personal: bool = False


@dataclass(frozen=True)
class CodeValue:
    """A value of a column with a code; ``match`` is exact, close, broad or none."""

    value: str
    count: int
    code: str | None
    confidence: float
    match: str
    reason: str


@dataclass(frozen=True)
class CodeGuess:
    """The values of one column for one field with a code list, most frequent first."""

    field: str
    column: str
    values: tuple[CodeValue, ...]

    @property
    def coverage(self) -> float:
        """Return the share of rows whose value has a code."""
        total = sum(one.count for one in self.values)
        return sum(one.count for one in self.values if one.code) / total if total else 0.0


@dataclass(frozen=True)
class PositionGuess:
    """Two columns, or one cell with both, that give a position; ``x`` is east or longitude."""

    x: str
    y: str
    crs: str
    confidence: float
    reason: str
    x_reading: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    y_reading: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class KeyGuess:
    """The columns that tell the rows apart; ``line`` those that tell lines of one key apart."""

    columns: tuple[str, ...]
    line: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class RedactionGuess:
    """A column whose ``values`` seem to say that a name is withheld."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Guess:
    """A first guess at a crosswalk, for a person to confirm.

    ``model`` is None when no model is sure enough; ``models`` are the nearest. ``rows`` is how
    many rows were looked at, and ``sheet`` the sheet of a workbook that they are from.
    """

    model: str | None
    confidence: float
    threshold: float
    models: tuple[Candidate, ...]
    columns: tuple[ColumnGuess, ...]
    codes: tuple[CodeGuess, ...] = ()
    positions: tuple[PositionGuess, ...] = ()
    key: KeyGuess | None = None
    redaction: RedactionGuess | None = None
    notes: tuple[str, ...] = ()
    file: str = ""
    rows: int = 0
    sheet: str = ""
    has_other_sheets: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the guess as plain values for JSON."""
        return _rounded(asdict(self))


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return round(value, 3)
        case dict():
            return {key: _rounded(one) for key, one in value.items()}
        case list() | tuple():
            return [_rounded(one) for one in value]
    return value
