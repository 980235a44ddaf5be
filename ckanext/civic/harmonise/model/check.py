"""A dry run of publishing one file with one draft: how far it is, and what it found."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import JSONB

from ckanext.civic.core import clock

from .columns import id_column, resource_column


class FileCheck(tk.BaseModel):
    """A row of ``civic_harmonise_check``: the last check of one file by one person.

    It is valid for the draft of ``content_sha256`` and the file of ``source_version`` only.
    ``report`` is that of harmonise, or has the key ``error``.
    """

    __table__ = sa.Table(
        "civic_harmonise_check",
        tk.BaseModel.metadata,
        id_column(),
        resource_column(nullable=False),
        sa.Column("user_id", sa.UnicodeText, nullable=False),
        sa.Column("content_sha256", sa.UnicodeText, nullable=False),
        sa.Column("source_version", sa.UnicodeText, nullable=False),
        sa.Column("rows_done", sa.Integer, nullable=False, default=0),
        sa.Column("rows_expected", sa.Integer),
        sa.Column("report", JSONB),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False, default=clock.now),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Index("civic_harmonise_check_resource_idx", "resource_id", "user_id", unique=True),
    )

    @classmethod
    def of(cls, resource_id: str, user_id: str) -> FileCheck | None:
        """Return a person's last check of a file."""
        query = sa.select(cls).where(cls.resource_id == resource_id, cls.user_id == user_id)
        return model.Session.scalars(query).first()

    @property
    def state(self) -> str:
        """Return ``queued``, ``running`` or ``ended``."""
        if self.finished_at:
            return "ended"
        return "running" if self.started_at else "queued"
