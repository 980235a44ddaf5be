"""Marks a graph that is about to be written, from whatever thread writes it.

Whatever a reader must notice is counted: loads that it could see half of, and graphs that were
hidden. The number grows after the graph's row says so and before the store is asked. A reader takes
the number, then the rows; when the number is another after the store's answer, the answer may hold
half a graph, or one that nobody may read any more.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ..model import CivicRdfGraph
from ..model.graph import HIDDEN_STATES, GraphState


def load_number() -> int:
    """Return how many loads and withdrawals have begun, ever."""
    number = model.Session.scalar(sa.text("SELECT last_value FROM civic_rdf_load_number"))
    return int(number or 0)


def mark_as_writing(graph: str, package_id: str, kind: str) -> None:
    """Say that all of a graph is about to be replaced at once. Commits.

    One that is half there stays hidden.
    """
    _mark(graph, package_id, kind, GraphState.WRITING, but=HIDDEN_STATES)


def mark_as_loading(graph: str, package_id: str, kind: str) -> None:
    """Say that a graph will be half there, and hide it from every reader from now on. Commits."""
    _mark(graph, package_id, kind, GraphState.LOADING, but=(GraphState.DELETING.value,))
    count_one()


def count_one() -> None:
    """Let every reader notice that graphs were hidden; their rows say so already."""
    with _engine().begin() as connection:
        connection.execute(sa.text("SELECT nextval('civic_rdf_load_number')"))


def _mark(
    graph: str, package_id: str, kind: str, state: GraphState, *, but: Collection[str]
) -> None:
    values = {"package_id": package_id, "kind": kind, "state": state.value, "error": None}
    made = insert(CivicRdfGraph).values(graph=graph, quads=0, **values)
    with _engine().begin() as connection:
        connection.execute(
            made.on_conflict_do_update(
                index_elements=[CivicRdfGraph.graph],
                set_=values,
                where=CivicRdfGraph.state.not_in(but),
            )
        )


def _engine() -> sa.Engine:
    engine = model.meta.engine
    assert engine is not None
    return engine
