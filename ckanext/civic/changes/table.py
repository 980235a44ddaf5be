"""Makes and drops the log's table for the plugins that share it, from their migrations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

TABLE, USERS = "civic_change", "civic_change_user"


def create_for(plugin: str) -> None:
    """Make the log unless it is there, and note that ``plugin`` needs it."""
    there = set(sa.inspect(op.get_bind()).get_table_names())
    if USERS not in there:
        op.create_table(USERS, sa.Column("plugin", sa.UnicodeText, primary_key=True))
    if TABLE not in there:
        op.create_table(
            TABLE,
            sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
            sa.Column("package_id", sa.UnicodeText, nullable=False),
            sa.Column("kind", sa.UnicodeText, nullable=False),
            sa.Column("sha256", sa.UnicodeText),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.CheckConstraint("kind IN ('create', 'update', 'delete')", name="civic_change_kind"),
        )
        op.create_index("ix_civic_change_package_id", TABLE, ["package_id"])
    op.execute(_with(f"INSERT INTO {USERS} VALUES (:plugin) ON CONFLICT DO NOTHING", plugin))


def drop_for(plugin: str) -> None:
    """Note that ``plugin`` no longer needs the log; drop it when nobody does."""
    op.execute(_with(f"DELETE FROM {USERS} WHERE plugin = :plugin", plugin))
    if not op.get_bind().scalar(sa.text(f"SELECT count(*) FROM {USERS}")):
        op.drop_table(TABLE)
        op.drop_table(USERS)


def _with(statement: str, plugin: str) -> sa.TextClause:
    return sa.text(statement).bindparams(plugin=plugin)
