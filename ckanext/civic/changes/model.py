"""What happened to which dataset, as an anonymous visitor could see it."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column


class ChangeKind(str, Enum):
    """``create`` is the first appearance, or one after a ``delete``."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class CivicChange(tk.BaseModel):
    """One change. ``seq`` counts from 1 without gaps, in the order of the commits.

    ``sha256`` is of the dataset's canonical content (`core.dataset_content`); None for a delete.
    """

    __tablename__ = "civic_change"

    seq: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    package_id: Mapped[str] = mapped_column(sa.UnicodeText, index=True)
    kind: Mapped[str] = mapped_column(sa.UnicodeText)
    sha256: Mapped[str | None] = mapped_column(sa.UnicodeText)
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
