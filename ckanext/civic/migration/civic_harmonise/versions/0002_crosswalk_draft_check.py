"""Create the tables of saved crosswalks, drafts and checks; a run knows its crosswalk's version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "civic_harmonise_0002"
down_revision = "civic_harmonise_0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "civic_harmonise_crosswalk",
        sa.Column("id", sa.UnicodeText, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("organization_id", sa.UnicodeText, nullable=False),
        sa.Column("model", sa.UnicodeText, nullable=False),
        sa.Column("layout", sa.UnicodeText, nullable=False),
        sa.Column("header", JSONB, nullable=False),
        sa.Column("content", sa.UnicodeText, nullable=False),
        sa.Column("saved_by", sa.UnicodeText, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("note", sa.UnicodeText, nullable=False),
    )
    op.create_index(
        "civic_harmonise_crosswalk_organization_idx",
        "civic_harmonise_crosswalk",
        ["organization_id", "model"],
    )
    op.create_table(
        "civic_harmonise_draft",
        _resource_id(primary_key=True),
        sa.Column("user_id", sa.UnicodeText, primary_key=True),
        sa.Column("content", sa.UnicodeText, nullable=False),
        sa.Column("evidence", JSONB, nullable=False),
        sa.Column("base_id", sa.UnicodeText),
        sa.Column("base_version", sa.Integer),
        sa.Column("changed_at", MOMENT, nullable=False),
    )
    op.create_table(
        "civic_harmonise_check",
        sa.Column("id", sa.UnicodeText, primary_key=True),
        _resource_id(),
        sa.Column("user_id", sa.UnicodeText, nullable=False),
        sa.Column("content_sha256", sa.UnicodeText, nullable=False),
        sa.Column("source_version", sa.UnicodeText, nullable=False),
        sa.Column("rows_done", sa.Integer, nullable=False),
        sa.Column("rows_expected", sa.Integer),
        sa.Column("report", JSONB),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT),
        sa.Column("finished_at", MOMENT),
    )
    op.create_index(
        "civic_harmonise_check_resource_idx",
        "civic_harmonise_check",
        ["resource_id", "user_id"],
        unique=True,
    )
    op.create_table(
        "civic_harmonise_gone_choice",
        _resource_id(primary_key=True),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("is_fresh_start", sa.Boolean, nullable=False),
        sa.Column("chosen_by", sa.UnicodeText, nullable=False),
        sa.Column("chosen_at", MOMENT, nullable=False),
    )
    op.add_column("civic_harmonise_run", sa.Column("crosswalk_version", sa.Integer))


def downgrade() -> None:
    op.drop_column("civic_harmonise_run", "crosswalk_version")
    op.drop_table("civic_harmonise_gone_choice")
    op.drop_table("civic_harmonise_check")
    op.drop_table("civic_harmonise_draft")
    op.drop_table("civic_harmonise_crosswalk")


def _resource_id(*, primary_key: bool = False) -> sa.Column:
    return sa.Column(
        "resource_id",
        sa.UnicodeText,
        sa.ForeignKey("resource.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )
