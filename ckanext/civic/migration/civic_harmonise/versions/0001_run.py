"""Create the table of runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "civic_harmonise_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "civic_harmonise_run",
        sa.Column("id", sa.UnicodeText, primary_key=True),
        sa.Column(
            "resource_id",
            sa.UnicodeText,
            sa.ForeignKey("resource.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("package_id", sa.UnicodeText, nullable=False),
        sa.Column("model", sa.UnicodeText),
        sa.Column("crosswalk", sa.UnicodeText, nullable=False),
        sa.Column("source_sha256", sa.UnicodeText),
        sa.Column("ok", sa.Boolean),
        sa.Column("rows_in", sa.Integer),
        sa.Column("resources_out", sa.Integer),
        sa.Column("report", JSONB),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
    )
    op.create_index(
        "civic_harmonise_run_resource_idx", "civic_harmonise_run", ["resource_id", "queued_at"]
    )


def downgrade() -> None:
    op.drop_table("civic_harmonise_run")
