"""One run of a file through a crosswalk: when, what came of it, and the whole report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckan.types import AlchemySession
from sqlalchemy.dialects.postgresql import JSONB

from ckanext.civic.core import clock

from .columns import id_column, resource_column


class Run(tk.BaseModel):
    """A row of ``civic_harmonise_run``.

    It is queued while ``started_at`` is empty, under way while ``finished_at`` is empty, and then
    ``ok`` says whether its outputs were published. ``crosswalk_version`` is empty for a crosswalk
    that comes with the product. Times are aware UTC.
    """

    __table__ = sa.Table(
        "civic_harmonise_run",
        tk.BaseModel.metadata,
        id_column(),
        resource_column(nullable=False),
        sa.Column("package_id", sa.UnicodeText, nullable=False),
        sa.Column("model", sa.UnicodeText),
        sa.Column("crosswalk", sa.UnicodeText, nullable=False),
        sa.Column("crosswalk_version", sa.Integer),
        sa.Column("source_sha256", sa.UnicodeText),
        sa.Column("ok", sa.Boolean),
        sa.Column("rows_in", sa.Integer),
        sa.Column("resources_out", sa.Integer),
        sa.Column("report", JSONB),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False, default=clock.now),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Index("civic_harmonise_run_resource_idx", "resource_id", "queued_at"),
    )

    @classmethod
    def last_finished(cls, resource_id: str) -> Run | None:
        """Return the newest run of a resource that came to an end."""
        return cls._newest(resource_id, cls.finished_at.is_not(None))

    @classmethod
    def last_published(cls, resource_id: str) -> Run | None:
        """Return the newest run of a resource whose result was published."""
        return cls._newest(resource_id, cls.ok.is_(True))

    @classmethod
    def ended(cls, resource_id: str) -> list[Run]:
        """Return the runs of a resource that came to an end, the newest first."""
        query = (
            sa.select(cls)
            .where(cls.resource_id == resource_id, cls.finished_at.is_not(None))
            .order_by(cls.finished_at.desc(), cls.id)
        )
        return list(_session().scalars(query))

    @classmethod
    def unfinished(cls, resource_id: str) -> Run | None:
        """Return the newest run of a resource that is queued or under way."""
        return cls._newest(resource_id, cls.finished_at.is_(None))

    @classmethod
    def mark_started(cls, resource_id: str, moment: datetime) -> None:
        """Say that what was queued is under way, and commit."""
        waiting = cls.unfinished(resource_id)
        if waiting:
            waiting.started_at = moment
            _session().commit()

    @classmethod
    def forget_unfinished(cls, resource_id: str) -> None:
        """Remove what is queued or was broken off; the caller commits."""
        _session().execute(
            sa.delete(cls).where(cls.resource_id == resource_id, cls.finished_at.is_(None))
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the run as JSON values, with its report's keys beside its own.

        ``state`` is ``queued``, ``running``, ``published`` or ``failed``; times are ISO 8601 UTC.
        """
        return {
            **(self.report or {}),
            "id": self.id,
            "resource_id": self.resource_id,
            "package_id": self.package_id,
            "model": self.model,
            "crosswalk": self.crosswalk,
            "crosswalk_version": self.crosswalk_version,
            "source_sha256": self.source_sha256,
            "ok": self.ok,
            "rows_in": self.rows_in,
            "resources_out": self.resources_out,
            "state": self.state,
            "queued_at": _iso(self.queued_at),
            "started_at": _iso(self.started_at),
            "finished_at": _iso(self.finished_at),
        }

    @property
    def state(self) -> str:
        """Return how far this run has come."""
        if self.finished_at:
            return "published" if self.ok else "failed"
        return "running" if self.started_at else "queued"

    @classmethod
    def _newest(cls, resource_id: str, condition: Any) -> Run | None:
        query = (
            sa.select(cls)
            .where(cls.resource_id == resource_id, condition)
            .order_by(cls.queued_at.desc(), cls.id)
            .limit(1)
        )
        return _session().scalars(query).first()


def _session() -> AlchemySession:
    return model.Session


def _iso(moment: datetime | None) -> str | None:
    return clock.isoformat(moment) if moment else None
