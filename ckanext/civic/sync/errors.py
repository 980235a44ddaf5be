"""What can go wrong between two portals."""

from __future__ import annotations

from ckanext.civic.core.errors import CivicError


class SyncError(CivicError):
    """The root of every error of civic_sync."""


class PeerError(SyncError):
    """A peer gave no answer that can be used; nothing was changed because of it."""


class CatalogueMoved(PeerError):
    """The peer's counts do not add up: its catalogue changed while it was being read."""


class RecordError(SyncError):
    """One dataset of a peer cannot be taken as it is."""


class TooManyDeletes(SyncError):
    """A pull would remove so many copies that a person must say yes first."""


class PullStopped(SyncError):
    """A pull gave way to another one."""
