"""What stands in the store for everybody to ask: the facts of the service description."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from ckan import model

from .. import config
from ..model import CivicRdfGraph
from ..sparql.service_description import Graph, service_description
from .readable_graphs import read_graphs
from .withdrawals import before_reading


def public_graphs() -> list[Graph]:
    """Return the graphs that can be read now, by name, after what is hidden has left.

    Raises StoreUnavailable when something hidden could not be withdrawn.
    """
    before_reading()
    query = sa.select(CivicRdfGraph.graph, CivicRdfGraph.quads)
    quads = {row.graph: row.quads for row in model.Session.execute(query)}
    return [Graph(name, int(quads.get(name) or 0)) for name in read_graphs()]


def description_of_service() -> Iterable[str]:
    """Return the service description as lines of N-Triples; see `service_description`."""
    return service_description(f"{config.site().url}/sparql", public_graphs())
