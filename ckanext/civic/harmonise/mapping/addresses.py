"""Rows whose address an earlier row has: found in a few bytes a row, and proven in the file.

An address is kept as a digest (`Distinct`). A record whose digest was met before waits until
some thousand of them wait, and then the written table tells which earlier row has the address.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from .batch import MappedBatch
from .distinct import Distinct
from .keys import Claim

_MOST_WAITING = 50_000  # records; each time, the written table is read once

# From addresses to the place of the row that has each of them in the written table
FirstRows = Callable[[set[str]], dict[str, int]]


@dataclass
class Proven:
    """What became of waiting records: ``records`` are new after all, ``claims`` are not.

    ``batches`` has, for each claim, the batch and the index of its record.
    """

    records: list[MappedBatch] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    places: list[tuple[MappedBatch, int]] = field(default_factory=list)


class Addresses:
    """The addresses that were given away.

    With ``is_exact`` equal addresses are equal keys; else keys are kept as well, to tell a key
    that occurs twice from two keys that give one address.
    """

    def __init__(self, *, is_exact: bool, digest: Callable[[str], int] = hash) -> None:
        self._given = Distinct(digest)
        self._keys = None if is_exact else Distinct(digest)
        self._numbers = array("q")
        self._waiting: list[tuple[MappedBatch, list[bool]]] = []
        self._count = 0

    def admit(self, batch: MappedBatch) -> MappedBatch:
        """Return the records that surely have an address of their own; the others wait."""
        met = self._given.add_all(batch.local_ids)
        known: set[int] = set()
        if self._keys is not None:
            pairs = [f"{id}\n{key}" for id, key in zip(batch.local_ids, batch.keys, strict=True)]
            known = set(self._keys.add_all(pairs))
        if met:
            waiting = batch.only(met)
            self._waiting.append((waiting, [self._keys is None or i in known for i in met]))
            self._count += len(waiting)
            batch = batch.without(met)
        self._numbers.extend(batch.numbers)
        return batch

    @property
    def is_full(self) -> bool:
        """Tell whether so many records wait that they should be proven now."""
        return self._count >= _MOST_WAITING

    def prove(self, first_rows: FirstRows) -> Proven:
        """Return what the waiting records are; nothing waits afterwards."""
        proven = Proven()
        ids = {id for batch, _ in self._waiting for id in batch.local_ids}
        places = first_rows(ids) if ids else {}
        first = {id: self._numbers[place] for id, place in places.items()}
        for batch, same_key in self._waiting:
            new: list[int] = []
            for at, local_id in enumerate(batch.local_ids):
                number = batch.numbers[at]
                if local_id in first:
                    proven.claims.append(Claim(number, first[local_id], same_key[at]))
                    proven.places.append((batch, at))
                else:
                    first[local_id] = number
                    new.append(at)
            if new:
                proven.records.append(batch.only(new))
                self._numbers.extend(proven.records[-1].numbers)
        self._waiting, self._count = [], 0
        return proven
