"""What is here, read from the database in one statement."""

from __future__ import annotations

import sqlalchemy as sa
from ckan import model

from ..model import Peer, Record, RecordState
from ..plan.local_dataset import Holding, LocalDataset
from ..site_address import is_same_site
from .settings import PeerSettings

_HOLDINGS = {
    RecordState.APPLYING.value: Holding.APPLYING,
    RecordState.DIFFERS.value: Holding.DIFFERS,
    RecordState.GONE.value: Holding.REMOVED,
}


def local_state(peer: PeerSettings) -> dict[str, LocalDataset]:
    """Return every dataset of this portal, in whatever state, by its id.

    A dataset without a row of ours that says it was born at ``peer`` under its own id may be left
    from an earlier time at which the peer was known here: the peer takes it over when it still
    shows it. Anyone who edits a dataset can make it say so, and so it is never removed for that.
    """
    package, record = model.Package, Record
    query = (
        sa.select(
            package.id,
            package.name,
            package.state,
            package.extras["civic_origin"].astext.label("claimed_origin"),
            package.extras["civic_origin_id"].astext.label("claimed_id"),
            record.state.label("record_state"),
            record.content_hash,
            record.reason,
            record.origin,
            Peer.url.label("peer_url"),
        )
        .outerjoin(record, record.package_id == package.id)
        .outerjoin(Peer, Peer.id == record.peer_id)
    )
    return {row.id: _local_dataset(row, peer) for row in model.Session.execute(query)}


def _local_dataset(row: sa.Row, peer: PeerSettings) -> LocalDataset:
    if row.record_state is None:
        is_claimed = row.claimed_id == row.id and is_same_site(row.claimed_origin or "", peer.url)
        if is_claimed and row.state == "active":
            return LocalDataset(row.id, row.name, Holding.LEFT, peer.url, peer.url)
        return LocalDataset(row.id, row.name)
    holding = _HOLDINGS.get(row.record_state, Holding.COPY)
    if row.state == "deleted" and holding is not Holding.REMOVED:
        holding = Holding.TRASHED
    return LocalDataset(
        row.id, row.name, holding, row.peer_url, row.origin, row.content_hash, row.reason
    )
