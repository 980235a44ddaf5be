"""Which graphs of the store may be read now: not those that are being loaded piece by piece."""

from __future__ import annotations

import sqlalchemy as sa
from ckan import model

from ..model import CivicRdfGraph

# states of a graph that is in the store in part
PARTIAL = ("loading",)


def unread_graphs() -> frozenset[str]:
    """Return the names of the graphs that nobody may read: they are there in part."""
    query = sa.select(CivicRdfGraph.graph).where(CivicRdfGraph.state.in_(PARTIAL))
    return frozenset(model.Session.scalars(query))


def read_graphs() -> tuple[str, ...]:
    """Return the names of all other graphs that this portal has put into its store, sorted."""
    query = (
        sa.select(CivicRdfGraph.graph)
        .where(CivicRdfGraph.written_at.is_not(None), CivicRdfGraph.state.not_in(PARTIAL))
        .order_by(CivicRdfGraph.graph)
    )
    return tuple(model.Session.scalars(query))
