"""Which graphs of the store may be read now.

Not those that are being loaded piece by piece, nor those that are still to be deleted.
"""

from __future__ import annotations

import sqlalchemy as sa
from ckan import model

from ..model import CivicRdfGraph
from ..model.graph import HIDDEN_STATES, GraphState


def unread_graphs() -> dict[str, GraphState]:
    """Return the graphs that nobody may read although the store may have them, by name."""
    query = sa.select(CivicRdfGraph.graph, CivicRdfGraph.state)
    rows = model.Session.execute(query.where(CivicRdfGraph.state.in_(HIDDEN_STATES)))
    return {graph: GraphState(state) for graph, state in rows}


def read_graphs() -> tuple[str, ...]:
    """Return the names of all other graphs that this portal has put into its store, sorted."""
    query = (
        sa.select(CivicRdfGraph.graph)
        .where(CivicRdfGraph.written_at.is_not(None), CivicRdfGraph.state.not_in(HIDDEN_STATES))
        .order_by(CivicRdfGraph.graph)
    )
    return tuple(model.Session.scalars(query))
