"""What we hold of one dataset of a peer, or why we do not."""

from __future__ import annotations

from enum import Enum

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import clock


class RecordState(str, Enum):
    """Whether a copy is as it should be."""

    APPLYING = "applying"  # its dataset is written, its release is not confirmed
    IN_STEP = "in_step"
    DIFFERS = "differs"  # written, but it reads back otherwise
    QUARANTINED = "quarantined"  # not taken; an earlier version may still be here
    GONE = "gone"  # taken down here because it is gone there


class Record(tk.BaseModel):
    """A row of ``civic_sync_record``, one for each dataset of each peer.

    ``content_hash`` is that of the origin's version that the copy ``package_id`` was written
    from; ``path`` lists the sites it passed through, joined by spaces. The row is written in the
    transaction that writes the dataset, so that a copy without its row cannot be.
    """

    __table__ = sa.Table(
        "civic_sync_record",
        tk.BaseModel.metadata,
        sa.Column(
            "peer_id",
            sa.UnicodeText,
            sa.ForeignKey("civic_sync_peer.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("origin_id", sa.UnicodeText, primary_key=True),
        sa.Column("origin", sa.UnicodeText, nullable=False, default=""),
        sa.Column("name", sa.UnicodeText, nullable=False, default=""),
        sa.Column("package_id", sa.UnicodeText, unique=True),
        sa.Column("content_hash", sa.UnicodeText, nullable=False, default=""),
        sa.Column("state", sa.UnicodeText, nullable=False),
        sa.Column("reason", sa.UnicodeText, nullable=False, default=""),
        sa.Column("path", sa.UnicodeText, nullable=False, default=""),
        sa.Column("seen_run", sa.UnicodeText, nullable=False, default=""),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            nullable=False,
            default=clock.now,
            onupdate=clock.now,
        ),
        sa.Index("civic_sync_record_state_idx", "peer_id", "state"),
    )

    @classmethod
    def of_dataset(cls, package_id: str) -> Record | None:
        """Return the row of the copy ``package_id``; None for a dataset that was born here."""
        query = sa.select(cls).where(cls.package_id == package_id)
        return model.Session.scalars(query).first()

    @classmethod
    def troubled(cls, peer_id: str) -> list[Record]:
        """Return what is quarantined, differs or is unfinished of a peer, by name."""
        states = (RecordState.QUARANTINED, RecordState.DIFFERS, RecordState.APPLYING)
        query = (
            sa.select(cls)
            .where(cls.peer_id == peer_id, cls.state.in_([state.value for state in states]))
            .order_by(cls.name, cls.origin_id)
        )
        return list(model.Session.scalars(query))

    @classmethod
    def counts(cls) -> dict[str, dict[str, int]]:
        """Return how many rows each peer has in each state: peer id, state, number."""
        query = sa.select(cls.peer_id, cls.state, sa.func.count()).group_by(cls.peer_id, cls.state)
        counts: dict[str, dict[str, int]] = {}
        for peer_id, state, number in model.Session.execute(query):
            counts.setdefault(peer_id, {})[state] = number
        return counts
