"""Graphs in the store, and the outbox.

Revision ID: civic_rdf_0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "civic_rdf_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "civic_rdf_graph",
        sa.Column("graph", sa.UnicodeText, primary_key=True),
        sa.Column("package_id", sa.UnicodeText, index=True),
        sa.Column("kind", sa.UnicodeText, nullable=False),
        sa.Column("sha256", sa.UnicodeText),
        sa.Column("quads", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("written_at", sa.DateTime(timezone=True)),
        sa.Column("state", sa.UnicodeText, nullable=False),
        sa.Column("error", sa.UnicodeText),
    )
    op.create_table(
        "civic_rdf_outbox",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=True),
        sa.Column("package_id", sa.UnicodeText, nullable=False, index=True),
        sa.Column("reason", sa.UnicodeText, nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("last_error", sa.UnicodeText),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("civic_rdf_outbox")
    op.drop_table("civic_rdf_graph")
