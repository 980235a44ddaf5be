"""Rows as the API answers them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ckanext.civic.core import clock

from ..model import Peer, Record, Run

# PostgreSQL keeps the keys of an object in an order of its own.
COUNTS = (
    "seen", "creates", "updates", "deletes", "unchanged", "skipped", "quarantined", "failed",
)  # fmt: skip


def peer_dict(peer: Peer, *, copies: dict[str, int], last_run: Run | None) -> dict[str, Any]:
    """Return a peer; ``copies`` counts its records in each state."""
    return {
        "name": peer.name,
        "url": peer.url,
        "title": peer.title,
        "organization": peer.organizations,
        "only_organizations": peer.filters.get("organizations", []),
        "relayed": peer.filters.get("relayed", False),
        "state": peer.state,
        "created_at": clock.isoformat(peer.created_at),
        "copies": copies,
        "last_run": run_dict(last_run, peer.name) if last_run else None,
    }


def run_dict(run: Run, peer_name: str) -> dict[str, Any]:
    """Return a run; times are ISO 8601 UTC, or None."""
    return {
        "id": run.id,
        "peer": peer_name,
        "state": run.state,
        "step": run.step,
        "progress": run.progress,
        "force": run.force,
        "counts": {what: run.counts[what] for what in COUNTS if what in run.counts},
        "error": run.error,
        "queued_at": _time(run.queued_at),
        "started_at": _time(run.started_at),
        "finished_at": _time(run.finished_at),
    }


def record_dict(record: Record) -> dict[str, Any]:
    """Return a record."""
    return {
        "id": record.origin_id,
        "name": record.name,
        "origin": record.origin,
        "state": record.state,
        "reason": record.reason,
        "is_here": record.package_id is not None,
        "changed_at": _time(record.changed_at),
    }


def _time(moment: datetime | None) -> str | None:
    return clock.isoformat(moment) if moment else None
