"""Why things of the last release are gone from a file, as its publisher said."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import JSONB

from ckanext.civic.core import clock

from .columns import resource_column


class GoneChoice(tk.BaseModel):
    """A row of ``civic_harmonise_gone_choice``: what holds for the next run of a file.

    ``content`` is as `lifecycle.parse_choices` reads it. With ``is_fresh_start`` all addresses
    are new on purpose. It ends when a result is published.
    """

    __table__ = sa.Table(
        "civic_harmonise_gone_choice",
        tk.BaseModel.metadata,
        resource_column(primary_key=True),
        sa.Column("content", JSONB, nullable=False, default=dict),
        sa.Column("is_fresh_start", sa.Boolean, nullable=False, default=False),
        sa.Column("chosen_by", sa.UnicodeText, nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False, default=clock.now),
    )

    @classmethod
    def of(cls, resource_id: str) -> GoneChoice | None:
        """Return the choice for a file."""
        return model.Session.get(cls, resource_id)

    @classmethod
    def forget(cls, resource_id: str) -> None:
        """Remove the choice for a file; the caller commits."""
        model.Session.execute(sa.delete(cls).where(cls.resource_id == resource_id))
