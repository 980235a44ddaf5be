"""A portal that this one pulls from."""

from __future__ import annotations

import uuid

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import JSONB

from ckanext.civic.core import clock


class Peer(tk.BaseModel):
    """A row of ``civic_sync_peer``.

    ``url`` is its address as `site_address` writes it. ``organizations`` maps names of its
    organisations to names here (``*``: all others); ``filters`` holds ``organizations`` (names
    there) and ``relayed``. ``state`` is ``active`` or ``paused``.
    """

    __table__ = sa.Table(
        "civic_sync_peer",
        tk.BaseModel.metadata,
        sa.Column("id", sa.UnicodeText, primary_key=True, default=lambda: str(uuid.uuid4())),
        sa.Column("name", sa.UnicodeText, nullable=False, unique=True),
        sa.Column("url", sa.UnicodeText, nullable=False, unique=True),
        sa.Column("title", sa.UnicodeText, nullable=False),
        sa.Column("organizations", JSONB, nullable=False, default=dict),
        sa.Column("filters", JSONB, nullable=False, default=dict),
        sa.Column("state", sa.UnicodeText, nullable=False, default="active"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, default=clock.now),
    )

    @classmethod
    def by_name(cls, name: str) -> Peer | None:
        """Return the peer called ``name``."""
        return model.Session.scalars(sa.select(cls).where(cls.name == name)).first()

    @classmethod
    def all(cls) -> list[Peer]:
        """Return every peer in the order of their names."""
        return list(model.Session.scalars(sa.select(cls).order_by(cls.name)))
