"""The outcome for one dataset."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """What a pull does with one dataset of a peer."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    UNCHANGED = "unchanged"
    SKIP = "skip"  # rightly not taken: it is ours, or comes by a shorter way
    QUARANTINE = "quarantine"  # not taken, and somebody should know why


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome for the dataset ``id`` and, where there is one to tell, its reason."""

    id: str
    outcome: Outcome
    reason: str = ""
