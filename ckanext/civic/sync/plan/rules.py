"""Who may change what here: the origin alone, and never our own datasets.

Source: design, "Sync: what is true wins where it was born"; docs/explanation/synchronisation.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..records.origin import Origin
from ..records.peer_record import PeerRecord
from .decision import Decision, Outcome
from .local_dataset import Holding, LocalDataset


@dataclass(frozen=True, slots=True)
class Pull:
    """Who pulls from whom: site addresses of this portal, the peer, and our other peers.

    ``relayed`` says that datasets which the peer itself took from portals that are no peers of
    ours are wanted; ``force`` that copies that read back differently are written again.
    """

    here: str
    peer: str
    other_peers: frozenset[str] = frozenset()
    relayed: bool = False
    force: bool = False


def decide(record: PeerRecord, local: LocalDataset | None, pull: Pull) -> Decision:
    """Return what to do with one dataset of the peer, given what is here under its id."""
    if record.problem or record.origin is None:
        return Decision(record.id, Outcome.QUARANTINE, record.problem)
    refusal = (
        _ours(record, record.origin, local, pull)
        or _relayed(record, record.origin, pull)
        or _taken(record, record.origin, local, pull)
    )
    return refusal or _change(record, local, pull)


def _ours(
    record: PeerRecord, origin: Origin, local: LocalDataset | None, pull: Pull
) -> Decision | None:
    is_own = local is not None and local.holding is Holding.OWN
    if origin.site == pull.here:
        if is_own:
            return Decision(record.id, Outcome.SKIP, "It was born here.")
        return _quarantine(record, "It says that it was born here, but it was not.")
    if pull.here in origin.path:
        return Decision(record.id, Outcome.SKIP, "It has already passed through here.")
    if is_own:
        return _quarantine(record, "Its id belongs to a dataset of this portal.")
    return None


def _relayed(record: PeerRecord, origin: Origin, pull: Pull) -> Decision | None:
    if origin.site == pull.peer:
        return None
    if origin.site in pull.other_peers:
        return Decision(record.id, Outcome.SKIP, f"It comes straight from {origin.site}.")
    if origin.content_hash != record.content_hash:
        return _quarantine(
            record, f"It is not what it says {origin.site} published: ask that portal."
        )
    if not pull.relayed:
        return _quarantine(
            record,
            f"It was born at {origin.site}, which is no peer of this portal: add that peer, or let"
            " this one relay.",
        )
    return None


def _taken(
    record: PeerRecord, origin: Origin, local: LocalDataset | None, pull: Pull
) -> Decision | None:
    if local is None or local.peer == pull.peer:
        return None
    if origin.site == pull.peer and local.origin == pull.peer:
        return None  # a relay brought it first; the origin itself takes over
    return _quarantine(record, f"Its id is held by a copy that came from {local.peer}.")


def _change(record: PeerRecord, local: LocalDataset | None, pull: Pull) -> Decision:
    if local is None or local.holding is Holding.REMOVED:
        return Decision(record.id, Outcome.CREATE)
    if local.holding is Holding.TRASHED:
        return _quarantine(
            record, "Its copy was deleted here by hand: purge it or restore it to go on."
        )
    if local.content_hash != record.content_hash or local.peer != pull.peer:
        return Decision(record.id, Outcome.UPDATE)
    if local.holding is Holding.APPLYING:
        return Decision(record.id, Outcome.UPDATE)
    if local.holding is Holding.DIFFERS:
        if pull.force:
            return Decision(record.id, Outcome.UPDATE)
        return _quarantine(record, local.note)
    return Decision(record.id, Outcome.UNCHANGED)


def _quarantine(record: PeerRecord, reason: str) -> Decision:
    return Decision(record.id, Outcome.QUARANTINE, reason)
