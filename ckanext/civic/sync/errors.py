"""What can go wrong between two portals."""

from __future__ import annotations

from ckanext.civic.core.errors import CivicError


class SyncError(CivicError):
    """The root of every error of civic_sync."""


class PeerError(SyncError):
    """A peer gave no answer that can be used; nothing was changed because of it.

    The step of its place says what the peer was asked, so that all reads as one sentence:
    ``Peer salford (https://salford.example), asked for its status: No answer.``
    """

    def __str__(self) -> str:
        where = [f"Peer {self.place.peer}" if self.place.peer else "", self.place.step or ""]
        known = ", ".join(part for part in where if part)
        parts = [f"{known}: {self.message}" if known else self.message, self.advice]
        return " ".join(part for part in parts if part)


class CatalogueMoved(PeerError):
    """The peer's counts do not add up: its catalogue changed while it was being read."""


class RecordError(SyncError):
    """One dataset of a peer cannot be taken as it is."""


class TooManyDeletes(SyncError):
    """A pull would remove so many copies that a person must say yes first."""


class PullStopped(SyncError):
    """A pull gave way to another one."""
