"""Forget a peer."""

from __future__ import annotations

from typing import Literal

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ..model import Peer
from .copies import Copies
from .index_commits import batched_index_commits
from .local_state import local_state
from .lock import own_connection, peer_lock
from .settings import PeerSettings


def remove_peer(peer: PeerSettings, *, copies: Literal["keep", "remove"] | None) -> int:
    """Remove the row of ``peer`` with all its runs and records; return how many copies went.

    Copies that are kept are this portal's own from then on; when the peer is added again, it takes
    them over. Raises ValidationError when there are copies and ``copies`` does not say what to do
    with them, or while a pull is running.
    """
    with own_connection() as connection, peer_lock(connection, peer.id) as is_ours:
        if not is_ours:
            raise tk.ValidationError({"name": [tk._("A pull is running: wait until it is done.")]})
        local = local_state(peer)
        held = [
            copy.id for copy in local.values() if copy.peer == peer.url and copy.is_ours_to_remove
        ]
        if held and copies is None:
            raise tk.ValidationError(
                {
                    "copies": [
                        tk._("{count} datasets came from it: say keep, or remove.").format(
                            count=len(held)
                        )
                    ]
                }
            )
        removed = 0
        if copies == "remove" and held:
            with batched_index_commits():
                worker = Copies(peer, "", local)
                for id_ in held:
                    worker.remove(id_)
                    removed += 1
        model.Session.execute(sa.delete(Peer).where(Peer.id == peer.id))
        model.Session.commit()
        return removed
