"""Which graphs of the store may be read now.

Not those that are being loaded piece by piece, nor those that are still to be deleted.
"""

from __future__ import annotations

import sqlalchemy as sa
from ckan import model

from ..model import CivicRdfGraph
from ..model.graph import HIDDEN_STATES


def unread_graphs() -> frozenset[str]:
    """Return the names of the graphs that nobody may read although the store has them."""
    query = sa.select(CivicRdfGraph.graph).where(CivicRdfGraph.state.in_(HIDDEN_STATES))
    return frozenset(model.Session.scalars(query))


def read_graphs() -> tuple[str, ...]:
    """Return the names of all other graphs that this portal has put into its store, sorted."""
    query = (
        sa.select(CivicRdfGraph.graph)
        .where(CivicRdfGraph.written_at.is_not(None), CivicRdfGraph.state.not_in(HIDDEN_STATES))
        .order_by(CivicRdfGraph.graph)
    )
    return tuple(model.Session.scalars(query))
