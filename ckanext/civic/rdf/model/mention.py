"""Which datasets a dataset's description names, or would name if they were visible."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column


class CivicRdfMention(tk.BaseModel):
    """Dataset ``package_id`` names the dataset whose id or name is ``mentioned``."""

    __tablename__ = "civic_rdf_mention"

    package_id: Mapped[str] = mapped_column(sa.UnicodeText, primary_key=True)
    mentioned: Mapped[str] = mapped_column(sa.UnicodeText, primary_key=True, index=True)
