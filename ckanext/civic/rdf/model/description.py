"""What is said of each dataset, and by which mapping."""

from __future__ import annotations

from datetime import datetime

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ckanext.civic.changes.model import CivicChange


class CivicRdfDescription(tk.BaseModel):
    """A dataset's description; ``seq`` is the change that brought it.

    ``content`` is the dataset's sorted N-Quads (UTF-8), compressed with zlib; ``sha256`` is of the
    uncompressed bytes. Both are None for a tombstone: the dataset is hidden now. A dataset has one
    row: what it said before is not kept.
    """

    __tablename__ = "civic_rdf_description"

    seq: Mapped[int] = mapped_column(
        sa.BigInteger, sa.ForeignKey(CivicChange.seq), primary_key=True, autoincrement=False
    )
    package_id: Mapped[str] = mapped_column(sa.UnicodeText, unique=True)
    iri: Mapped[str] = mapped_column(sa.UnicodeText)
    sha256: Mapped[str | None] = mapped_column(sa.UnicodeText)
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary)


class CivicRdfDescribedBy(tk.BaseModel):
    """The mapping and settings by which all datasets are described, or queued to be."""

    __tablename__ = "civic_rdf_described_by"

    fingerprint: Mapped[str] = mapped_column(sa.UnicodeText, primary_key=True)
    queued_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
