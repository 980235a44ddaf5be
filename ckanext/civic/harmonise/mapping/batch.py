"""Some thousand source rows that became records of the model, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Located:
    """One position of each record of a batch, as numbers.

    ``xs`` and ``ys`` are as given (NaN where there is no number), ``lons`` and ``lats`` the same in
    WGS 84 by the declared system, ``given`` whether there is anything in the cells, ``possible``
    whether it can be a position at all.
    """

    given: list[bool]
    xs: list[float]
    ys: list[float]
    lons: Sequence[float]
    lats: Sequence[float]
    possible: list[bool]


def addresses_of(field_name: str) -> str:
    """Return the name under which a batch has the addresses of a field with an open list."""
    return f"{field_name}#uri"


@dataclass
class MappedBatch:
    """Records in the order of their rows; every list has one entry a record.

    ``numbers`` are data rows from 1, ``keys`` what the publisher knows a row by, ``local_ids`` the
    last segments of the things' addresses, ``columns`` canonical text by field name (empty: no
    value), ``sources`` the cells as they were, ``positions`` those of the crosswalk once they are
    located.
    """

    numbers: list[int]
    keys: list[str]
    local_ids: list[str]
    columns: dict[str, list[str]]
    sources: list[list[str]] = field(default_factory=list)
    positions: list[Located] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def table(self) -> list[tuple[str, ...]]:
        """The cells as they were, by column."""
        return list(zip(*self.sources, strict=True))

    def column(self, name: str) -> list[str]:
        """Return the values of a field; all empty when nothing fills it."""
        found = self.columns.get(name)
        return found if found is not None else [""] * len(self)

    def without(self, indexes: Sequence[int]) -> MappedBatch:
        """Return the batch without the records at some indexes."""
        out = set(indexes)
        return self.only([index for index in range(len(self)) if index not in out])

    def only(self, indexes: Sequence[int]) -> MappedBatch:
        """Return the records at some indexes, before they are located."""

        def kept(values: list) -> list:
            return [values[index] for index in indexes]

        return MappedBatch(
            kept(self.numbers),
            kept(self.keys),
            kept(self.local_ids),
            {name: kept(values) for name, values in self.columns.items()},
            kept(self.sources),
        )
