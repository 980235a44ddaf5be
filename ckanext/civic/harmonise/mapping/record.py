"""A source row that became a record of the model."""

from __future__ import annotations

from dataclasses import dataclass, field

from .keys import Identity


@dataclass
class MappedRow:
    """A record: canonical text by field name (absent when there is no value).

    ``points`` has, for each position of the crosswalk, x and y as text and number, or None.
    """

    number: int
    cells: list[str]
    identity: Identity
    values: dict[str, str]
    points: list[tuple[str, str, float, float] | None] = field(default_factory=list)
