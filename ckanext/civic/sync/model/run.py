"""One pull from one peer: how far it is and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from enum import Enum

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import JSONB

from ckanext.civic.core import clock


class RunState(str, Enum):
    """Where a run is; ``stopped`` means that it gave way, or waits for a person's word."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    STOPPED = "stopped"


class Run(tk.BaseModel):
    """A row of ``civic_sync_run``.

    ``step`` is what it does, or where it ended; ``progress`` is a percentage of that step;
    ``counts`` has ``seen``, ``creates``, ``updates``, ``deletes``, ``unchanged``, ``skipped``,
    ``quarantined`` and ``failed``.
    """

    __table__ = sa.Table(
        "civic_sync_run",
        tk.BaseModel.metadata,
        sa.Column("id", sa.UnicodeText, primary_key=True, default=lambda: str(uuid.uuid4())),
        sa.Column(
            "peer_id",
            sa.UnicodeText,
            sa.ForeignKey("civic_sync_peer.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("state", sa.UnicodeText, nullable=False, default=RunState.QUEUED.value),
        sa.Column("step", sa.UnicodeText, nullable=False, default=""),
        sa.Column("progress", sa.Integer, nullable=False, default=0),
        sa.Column("force", sa.Boolean, nullable=False, default=False),
        sa.Column("counts", JSONB, nullable=False, default=dict),
        sa.Column("error", sa.UnicodeText, nullable=False, default=""),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False, default=clock.now),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Index("civic_sync_run_peer_idx", "peer_id", "queued_at"),
    )

    @classmethod
    def newest(cls, *, peer_ids: Collection[str] | None = None, limit: int = 50) -> list[Run]:
        """Return the last runs, of some peers or of all, newest first."""
        query = sa.select(cls).order_by(cls.queued_at.desc(), cls.id).limit(limit)
        if peer_ids is not None:
            query = query.where(cls.peer_id.in_(peer_ids))
        return list(model.Session.scalars(query))

    @classmethod
    def last_of_each(cls) -> dict[str, Run]:
        """Return the newest run of every peer that has one, by the peer's id."""
        query = sa.select(cls).distinct(cls.peer_id).order_by(cls.peer_id, cls.queued_at.desc())
        return {run.peer_id: run for run in model.Session.scalars(query)}
