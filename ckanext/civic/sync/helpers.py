"""What the templates ask for."""

from __future__ import annotations

from typing import Any

from ckan import model

from ckanext.civic.core.shown_time import civic_time

from .model import Peer, Record
from .site_address import site_address

__all__ = ["civic_sync_source", "civic_time"]


def civic_sync_source(dataset: dict[str, Any]) -> dict[str, str] | None:
    """Return where a copy comes from: ``{title, url}``; None for a dataset that was born here.

    The answer is from our own records, not from the dataset's extras, which its editors can
    change; ``url`` is the dataset's page there.
    """
    record = Record.of_dataset(dataset["id"])
    if record is None:
        return None
    try:
        origin = site_address(record.origin)
    except ValueError:
        return None
    peer = model.Session.get(Peer, record.peer_id)
    is_direct = peer is not None and peer.url == origin
    return {
        "title": peer.title if peer is not None and is_direct else origin,
        "url": f"{origin}/dataset/{record.origin_id}",
    }
