"""What is here under an id that a peer shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Holding(Enum):
    """How a dataset came to be here, and whether it is still."""

    OWN = "own"  # born here
    LEFT = "left"  # an active dataset without a row of ours that says it is the peer's
    COPY = "copy"
    APPLYING = "applying"  # a copy whose writing or release was broken off
    DIFFERS = "differs"  # a copy that reads back otherwise than it was written
    REMOVED = "removed"  # a copy that we took down but that is still in the trash
    TRASHED = "trashed"  # a copy that somebody here deleted by hand


@dataclass(frozen=True, slots=True)
class LocalDataset:
    """A dataset of this portal; for a copy also the peer that it came by.

    ``peer`` and ``origin`` are site addresses, empty for a dataset that was born here;
    ``content_hash`` is that of the origin's version that the copy was written from.
    """

    id: str
    name: str
    holding: Holding = Holding.OWN
    peer: str = ""
    origin: str = ""
    content_hash: str = ""
    note: str = ""

    @property
    def is_ours_to_remove(self) -> bool:
        """Whether it came here by a pull: only that may be removed by one."""
        return self.holding not in (Holding.OWN, Holding.LEFT)
