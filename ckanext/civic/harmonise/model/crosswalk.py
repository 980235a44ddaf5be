"""A council's own crosswalk, kept in every version: nothing that was saved is ever changed."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import JSONB

from ckanext.civic.core import clock


class SavedCrosswalk(tk.BaseModel):
    """A row of ``civic_harmonise_crosswalk``: one version of one crosswalk.

    ``layout`` is the fingerprint of the ``header`` (list of headings) that it was made for,
    ``content`` the YAML text, ``saved_by`` a user id, ``saved_at`` aware UTC.
    """

    __table__ = sa.Table(
        "civic_harmonise_crosswalk",
        tk.BaseModel.metadata,
        sa.Column("id", sa.UnicodeText, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("organization_id", sa.UnicodeText, nullable=False),
        sa.Column("model", sa.UnicodeText, nullable=False),
        sa.Column("layout", sa.UnicodeText, nullable=False),
        sa.Column("header", JSONB, nullable=False),
        sa.Column("content", sa.UnicodeText, nullable=False),
        sa.Column("saved_by", sa.UnicodeText, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False, default=clock.now),
        sa.Column("note", sa.UnicodeText, nullable=False, default=""),
        sa.Index("civic_harmonise_crosswalk_organization_idx", "organization_id", "model"),
    )

    @classmethod
    def newest(cls, id: str) -> SavedCrosswalk | None:
        """Return the version that holds now."""
        query = sa.select(cls).where(cls.id == id).order_by(cls.version.desc()).limit(1)
        return model.Session.scalars(query).first()

    @classmethod
    def one(cls, id: str, version: int) -> SavedCrosswalk | None:
        """Return one version."""
        return model.Session.get(cls, (id, version))

    @classmethod
    def history(cls, id: str) -> list[SavedCrosswalk]:
        """Return every version, the newest first."""
        query = sa.select(cls).where(cls.id == id).order_by(cls.version.desc())
        return list(model.Session.scalars(query))

    @classmethod
    def of_organization(cls, organization_id: str) -> list[SavedCrosswalk]:
        """Return the newest version of each crosswalk of an organization, sorted by id."""
        query = (
            sa.select(cls)
            .where(cls.organization_id == organization_id)
            .distinct(cls.id)
            .order_by(cls.id, cls.version.desc())
        )
        return list(model.Session.scalars(query))

    def as_dict(self) -> dict[str, Any]:
        """Return the version as JSON values, without its content."""
        return {
            "id": self.id,
            "version": self.version,
            "organization_id": self.organization_id,
            "model": self.model,
            "layout": self.layout,
            "header": list(self.header),
            "saved_by": self.saved_by,
            "saved_at": clock.isoformat(self.saved_at),
            "note": self.note,
        }
