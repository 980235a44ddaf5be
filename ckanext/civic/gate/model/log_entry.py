"""Every decision ever made."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import sqlalchemy as sa


class GateLogEntry(tk.BaseModel):
    """One entry of the append-only log; a database trigger refuses to change or delete any.

    It holds user ids and no names, so that a person can be erased without touching the log.
    """

    # Not in CKAN's own metadata: what empties every table in it row by row would be refused here.
    metadata = sa.MetaData()
    __tablename__ = "civic_gate_log"

    seq = sa.Column(sa.BigInteger, primary_key=True, autoincrement=False)
    at = sa.Column(sa.DateTime(timezone=True), nullable=False)
    package_id = sa.Column(sa.UnicodeText, nullable=False, index=True)
    from_state = sa.Column(sa.UnicodeText, nullable=False)
    to_state = sa.Column(sa.UnicodeText, nullable=False)
    rule = sa.Column(sa.UnicodeText, nullable=False)
    reason = sa.Column(sa.UnicodeText, nullable=False)
    reviewer_id = sa.Column(sa.UnicodeText)
    content_hash = sa.Column(sa.UnicodeText)
    prev_hash = sa.Column(sa.UnicodeText, nullable=False)
    entry_hash = sa.Column(sa.UnicodeText, nullable=False)
