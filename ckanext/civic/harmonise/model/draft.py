"""A crosswalk while somebody works on it, so that no page of the work is lost."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import JSONB

from ckanext.civic.core import clock

from .columns import resource_column


class CrosswalkDraft(tk.BaseModel):
    """A row of ``civic_harmonise_draft``: one person's work on one file.

    ``content`` is YAML text; ``evidence`` says why each column and code was proposed;
    ``base_id`` and ``base_version`` are the crosswalk that the work began with, when it did.
    """

    __table__ = sa.Table(
        "civic_harmonise_draft",
        tk.BaseModel.metadata,
        resource_column(primary_key=True),
        sa.Column("user_id", sa.UnicodeText, primary_key=True),
        sa.Column("content", sa.UnicodeText, nullable=False),
        sa.Column("evidence", JSONB, nullable=False, default=dict),
        sa.Column("base_id", sa.UnicodeText),
        sa.Column("base_version", sa.Integer),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, default=clock.now),
    )

    @classmethod
    def of(cls, resource_id: str, user_id: str) -> CrosswalkDraft | None:
        """Return a person's draft for a file."""
        return model.Session.get(cls, (resource_id, user_id))

    @classmethod
    def forget(cls, resource_id: str, user_id: str) -> None:
        """Remove a draft; the caller commits."""
        model.Session.execute(
            sa.delete(cls).where(cls.resource_id == resource_id, cls.user_id == user_id)
        )
