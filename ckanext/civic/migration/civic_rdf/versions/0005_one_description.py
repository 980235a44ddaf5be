"""One description a dataset: what it said before is not kept.

Revision ID: civic_rdf_0005
Revises: civic_rdf_0004
"""

import sqlalchemy as sa
from alembic import op

revision = "civic_rdf_0005"
down_revision = "civic_rdf_0004"
branch_labels = None
depends_on = None

TABLE = "civic_rdf_description"
CURRENT, ALL, ONE = (f"{TABLE}_{name}_idx" for name in ("current", "package", "one"))


def upgrade() -> None:
    op.execute(f"DELETE FROM {TABLE} WHERE NOT is_current")
    op.drop_index(CURRENT, TABLE)
    op.drop_index(ALL, TABLE)
    op.drop_column(TABLE, "is_current")
    op.create_index(ONE, TABLE, ["package_id"], unique=True)


def downgrade() -> None:
    op.drop_index(ONE, TABLE)
    op.add_column(
        TABLE, sa.Column("is_current", sa.Boolean, nullable=False, server_default=sa.true())
    )
    op.create_index(CURRENT, TABLE, ["package_id"], unique=True, postgresql_where="is_current")
    op.create_index(ALL, TABLE, ["package_id", "seq"])
