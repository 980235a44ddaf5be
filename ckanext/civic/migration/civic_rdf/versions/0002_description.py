"""The change log, and the description of each dataset as it was last published.

Revision ID: civic_rdf_0002
Revises: civic_rdf_0001
"""

import sqlalchemy as sa
from alembic import op

from ckanext.civic.changes import table

revision = "civic_rdf_0002"
down_revision = "civic_rdf_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table.create_for("civic_rdf")
    op.create_table(
        "civic_rdf_description",
        sa.Column(
            "seq",
            sa.BigInteger,
            sa.ForeignKey("civic_change.seq"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("package_id", sa.UnicodeText, nullable=False),
        sa.Column("iri", sa.UnicodeText, nullable=False),
        sa.Column("is_current", sa.Boolean, nullable=False),
        sa.Column("sha256", sa.UnicodeText),
        sa.Column("content", sa.LargeBinary),
    )
    op.create_index(
        "civic_rdf_description_current_idx",
        "civic_rdf_description",
        ["package_id"],
        unique=True,
        postgresql_where=sa.text("is_current"),
    )
    op.create_index(
        "civic_rdf_description_package_idx", "civic_rdf_description", ["package_id", "seq"]
    )
    op.create_table(
        "civic_rdf_described_by",
        sa.Column("fingerprint", sa.UnicodeText, primary_key=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.add_column("civic_rdf_outbox", sa.Column("settled_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("civic_rdf_outbox", "settled_at")
    op.drop_table("civic_rdf_described_by")
    op.drop_table("civic_rdf_description")
    table.drop_for("civic_rdf")
