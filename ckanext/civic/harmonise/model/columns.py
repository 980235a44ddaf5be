"""Columns that several tables have: their own id, and the resource that a row is about."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa


def id_column() -> sa.Column[str]:
    """Return the column ``id``: a random UUID, the primary key."""
    return sa.Column("id", sa.UnicodeText, primary_key=True, default=lambda: str(uuid.uuid4()))


def resource_column(**options: Any) -> sa.Column[str]:
    """Return the column ``resource_id``; a row goes when its resource is purged."""
    resource = sa.ForeignKey("resource.id", ondelete="CASCADE")
    return sa.Column("resource_id", sa.UnicodeText, resource, **options)
