"""A number that grows whenever a graph begins to be loaded where a reader could see half of it.

Revision ID: civic_rdf_0003
Revises: civic_rdf_0002
"""

from alembic import op

revision = "civic_rdf_0003"
down_revision = "civic_rdf_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE SEQUENCE IF NOT EXISTS civic_rdf_load_number")


def downgrade() -> None:
    op.execute("DROP SEQUENCE IF EXISTS civic_rdf_load_number")
