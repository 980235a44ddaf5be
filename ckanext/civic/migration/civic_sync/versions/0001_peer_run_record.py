"""Create the tables of peers, runs and records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "civic_sync_0001"
down_revision = None
branch_labels = None
depends_on = None


def _peer_id(**options) -> sa.Column:
    return sa.Column(
        "peer_id",
        sa.UnicodeText,
        sa.ForeignKey("civic_sync_peer.id", ondelete="CASCADE"),
        nullable=False,
        **options,
    )


def upgrade() -> None:
    op.create_table(
        "civic_sync_peer",
        sa.Column("id", sa.UnicodeText, primary_key=True),
        sa.Column("name", sa.UnicodeText, nullable=False, unique=True),
        sa.Column("url", sa.UnicodeText, nullable=False, unique=True),
        sa.Column("title", sa.UnicodeText, nullable=False),
        sa.Column("organizations", JSONB, nullable=False),
        sa.Column("filters", JSONB, nullable=False),
        sa.Column("state", sa.UnicodeText, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "civic_sync_run",
        sa.Column("id", sa.UnicodeText, primary_key=True),
        _peer_id(),
        sa.Column("state", sa.UnicodeText, nullable=False),
        sa.Column("step", sa.UnicodeText, nullable=False),
        sa.Column("progress", sa.Integer, nullable=False),
        sa.Column("force", sa.Boolean, nullable=False),
        sa.Column("counts", JSONB, nullable=False),
        sa.Column("error", sa.UnicodeText, nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
    )
    op.create_index("civic_sync_run_peer_idx", "civic_sync_run", ["peer_id", "queued_at"])
    op.create_table(
        "civic_sync_record",
        _peer_id(primary_key=True),
        sa.Column("origin_id", sa.UnicodeText, primary_key=True),
        sa.Column("origin", sa.UnicodeText, nullable=False),
        sa.Column("name", sa.UnicodeText, nullable=False),
        sa.Column("package_id", sa.UnicodeText, unique=True),
        sa.Column("content_hash", sa.UnicodeText, nullable=False),
        sa.Column("state", sa.UnicodeText, nullable=False),
        sa.Column("reason", sa.UnicodeText, nullable=False),
        sa.Column("path", sa.UnicodeText, nullable=False),
        sa.Column("seen_run", sa.UnicodeText, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("civic_sync_record_state_idx", "civic_sync_record", ["peer_id", "state"])


def downgrade() -> None:
    op.drop_table("civic_sync_record")
    op.drop_table("civic_sync_run")
    op.drop_table("civic_sync_peer")
