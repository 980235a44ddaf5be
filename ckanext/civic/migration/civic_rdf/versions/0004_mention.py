"""Which datasets a dataset's description names.

Revision ID: civic_rdf_0004
Revises: civic_rdf_0003
"""

import sqlalchemy as sa
from alembic import op

revision = "civic_rdf_0004"
down_revision = "civic_rdf_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "civic_rdf_mention",
        sa.Column("package_id", sa.UnicodeText, primary_key=True),
        sa.Column("mentioned", sa.UnicodeText, primary_key=True),
    )
    op.create_index("civic_rdf_mention_mentioned_idx", "civic_rdf_mention", ["mentioned"])


def downgrade() -> None:
    op.drop_table("civic_rdf_mention")
