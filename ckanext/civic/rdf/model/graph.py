"""What this portal has put into its store."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column


class GraphState(str, Enum):
    """All but ``written`` and ``refused`` are set before the store is asked, so a crash shows.

    A reader may see ``writing`` (all of the old or all of the new) and ``written``; ``loading``
    can be half there, and ``deleting`` is gone for everybody but the store.
    """

    WRITING = "writing"
    LOADING = "loading"
    WRITTEN = "written"
    DELETING = "deleting"
    REFUSED = "refused"  # not in the store; ``error`` says why


HIDDEN_STATES = (GraphState.LOADING.value, GraphState.DELETING.value)


class CivicRdfGraph(tk.BaseModel):
    """One named graph; ``package_id`` is empty for the catalogue and the vocabularies.

    ``sha256`` is the hash of the N-Quads that the graph was made of (see graphs/rows.py).
    """

    __tablename__ = "civic_rdf_graph"

    graph: Mapped[str] = mapped_column(sa.UnicodeText, primary_key=True)
    package_id: Mapped[str | None] = mapped_column(sa.UnicodeText, index=True)
    kind: Mapped[str] = mapped_column(sa.UnicodeText)
    sha256: Mapped[str | None] = mapped_column(sa.UnicodeText)
    quads: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    written_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    state: Mapped[str] = mapped_column(sa.UnicodeText, default=GraphState.WRITING.value)
    error: Mapped[str | None] = mapped_column(sa.UnicodeText)
