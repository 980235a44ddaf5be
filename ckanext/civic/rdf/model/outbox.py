"""The datasets whose graphs are to be looked at again."""

from __future__ import annotations

from datetime import datetime

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column


class CivicRdfOutbox(tk.BaseModel):
    """One change of one dataset.

    Rows are only added by changes and only removed by the flush that has dealt with exactly
    them, so that a change during a flush is never lost and never waits for a lock. ``settled_at``
    is when the dataset's description was brought in step; the store may still be waited for.
    """

    __tablename__ = "civic_rdf_outbox"

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=True)
    package_id: Mapped[str] = mapped_column(sa.UnicodeText, index=True)
    reason: Mapped[str] = mapped_column(sa.UnicodeText)
    queued_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    attempts: Mapped[int] = mapped_column(sa.Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(sa.UnicodeText)
    next_try_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    settled_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
