"""The present decision of each dataset."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import sqlalchemy as sa


class GateRelease(tk.BaseModel):
    """One row a dataset that somebody has decided on; a dataset without a row is held.

    ``content_hash`` is the version that was approved, ``current_hash`` the version now.
    ``is_index_stale`` is true while the search index may still show an older state: the dataset
    is then left out of every search.
    """

    __tablename__ = "civic_gate_release"

    package_id = sa.Column(
        sa.UnicodeText,
        sa.ForeignKey("package.id", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
    )
    state = sa.Column(sa.UnicodeText, nullable=False)
    rule = sa.Column(sa.UnicodeText, nullable=False)
    reason = sa.Column(sa.UnicodeText, nullable=False)
    reviewer_id = sa.Column(sa.UnicodeText)
    reviewer_name = sa.Column(sa.UnicodeText)
    decided_at = sa.Column(sa.DateTime(timezone=True), nullable=False)
    content_hash = sa.Column(sa.UnicodeText)
    current_hash = sa.Column(sa.UnicodeText)
    is_index_stale = sa.Column(sa.Boolean, nullable=False, default=False)
