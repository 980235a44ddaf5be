"""The decision of each dataset and the append-only log of all decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "civic_gate_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "civic_gate_release",
        sa.Column(
            "package_id",
            sa.UnicodeText,
            sa.ForeignKey("package.id", ondelete="CASCADE", onupdate="CASCADE"),
            primary_key=True,
        ),
        sa.Column("state", sa.UnicodeText, nullable=False),
        sa.Column("rule", sa.UnicodeText, nullable=False),
        sa.Column("reason", sa.UnicodeText, nullable=False),
        sa.Column("reviewer_id", sa.UnicodeText),
        sa.Column("reviewer_name", sa.UnicodeText),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.UnicodeText),
        sa.Column("current_hash", sa.UnicodeText),
        sa.Column("is_index_stale", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "civic_gate_log",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("package_id", sa.UnicodeText, nullable=False, index=True),
        sa.Column("from_state", sa.UnicodeText, nullable=False),
        sa.Column("to_state", sa.UnicodeText, nullable=False),
        sa.Column("rule", sa.UnicodeText, nullable=False),
        sa.Column("reason", sa.UnicodeText, nullable=False),
        sa.Column("reviewer_id", sa.UnicodeText),
        sa.Column("content_hash", sa.UnicodeText),
        sa.Column("prev_hash", sa.UnicodeText, nullable=False),
        sa.Column("entry_hash", sa.UnicodeText, nullable=False),
    )
    # "ckan db clean" drops the tables and leaves the function.
    op.execute(
        """
        CREATE OR REPLACE FUNCTION civic_gate_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'civic_gate_log is append-only';
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER civic_gate_log_append_only
        BEFORE UPDATE OR DELETE OR TRUNCATE ON civic_gate_log
        FOR EACH STATEMENT EXECUTE FUNCTION civic_gate_log_refuse()
        """
    )


def downgrade() -> None:
    op.drop_table("civic_gate_log")
    op.execute("DROP FUNCTION IF EXISTS civic_gate_log_refuse()")
    op.drop_table("civic_gate_release")
