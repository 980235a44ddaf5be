"""Keep the store from showing what has been hidden but not yet deleted from it.

Between a decision to hide a dataset and the worker's next turn, its graphs are still in the
store. Whatever reads the store for a visitor begins here: the graphs are marked as gone and, if it
takes moments only, deleted. What is big, or in the worker's hands, is not read until it is gone.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core.http import Limits

from .. import config
from ..errors import StoreUnavailable
from ..model import CivicRdfDescription, CivicRdfGraph, CivicRdfOutbox
from ..model.graph import GraphState
from ..stores import SparqlStore
from .anonymous import visible_dataset
from .before_serving import HARMLESS, before_serving
from .lock import store_lock
from .marks import count_one
from .store_breaker import StoreBreaker

if TYPE_CHECKING:
    from .reader_store import ReaderStore

# What a page may wait for.
HASTE_TIMEOUT_S = 3
HASTE_STATEMENTS = 20_000


def before_reading() -> ReaderStore:
    """Withdraw what is hidden, and return a store that reads only what may be read.

    Raises StoreUnavailable when there is no store, and DescriptionsBehind when it cannot be told
    what is hidden: then nothing may be read.
    """
    from .reader_store import reader_store  # it begins with what is here

    return reader_store()


def withdraw_hidden() -> None:
    """Mark the graphs of hidden datasets as gone, and delete those that are small. Commits.

    Raises DescriptionsBehind when it cannot be told what is hidden, and StoreUnavailable, Busy or
    StoreRejected when the store does not delete: then nobody shall trust what it answers. It takes
    a few seconds at most; what is left then is marked, and so not read.
    """
    before_serving()
    owners = [*model.Session.scalars(_tombstones()), *_never_described()]
    if not owners:
        return
    written = sa.and_(
        CivicRdfGraph.package_id.in_(owners),
        CivicRdfGraph.state.not_in((GraphState.REFUSED.value, GraphState.DELETING.value)),
    )
    marked = model.Session.execute(
        sa.update(CivicRdfGraph).where(written).values(state=GraphState.DELETING.value)
    )
    model.Session.commit()
    if marked.rowcount:  # type: ignore[attr-defined] - an UPDATE's result has it
        count_one()
    until = time.monotonic() + HASTE_TIMEOUT_S
    for owner in owners:
        if time.monotonic() < until:
            _delete_quickly(owner, until)


def _tombstones() -> sa.Select:
    """Return the query for the datasets that have graphs and are described as hidden."""
    return (
        sa.select(CivicRdfGraph.package_id)
        .join(CivicRdfDescription, CivicRdfDescription.package_id == CivicRdfGraph.package_id)
        .where(
            CivicRdfDescription.content.is_(None),
            CivicRdfGraph.state != GraphState.REFUSED.value,
        )
        .distinct()
    )


def _never_described() -> Sequence[str]:
    """Return hidden datasets with graphs of the time before there were descriptions."""
    query = (
        sa.select(
            CivicRdfGraph.package_id,
            model.Package.private.is_(False).label("is_public"),
            model.Package.state,
            sa.exists()
            .where(
                CivicRdfOutbox.package_id == CivicRdfGraph.package_id,
                CivicRdfOutbox.reason.not_in(HARMLESS),
            )
            .label("is_changed"),
        )
        .outerjoin(model.Package, model.Package.id == CivicRdfGraph.package_id)
        .outerjoin(
            CivicRdfDescription,
            CivicRdfDescription.package_id == CivicRdfGraph.package_id,
        )
        .where(
            CivicRdfDescription.seq.is_(None),
            CivicRdfGraph.package_id.is_not(None),
            CivicRdfGraph.state != GraphState.REFUSED.value,
        )
        .distinct()
    )
    return [
        row.package_id
        for row in model.Session.execute(query)
        if not row.is_public
        or row.state != model.State.ACTIVE
        or (row.is_changed and visible_dataset(row.package_id) is None)
    ]


def _delete_quickly(package_id: str, until: float) -> None:
    """Delete a dataset's small graphs, unless somebody is at them or the time is over."""
    addresses = config.store_addresses()
    if addresses is None:
        return
    haste = Limits(
        connect_timeout_s=HASTE_TIMEOUT_S,
        read_timeout_s=HASTE_TIMEOUT_S,
        total_timeout_s=HASTE_TIMEOUT_S,
        retries=0,
    )
    store = SparqlStore(addresses, query_limits=haste, write_timeout_s=HASTE_TIMEOUT_S)
    with store_lock(package_id, wait=False) as is_held:
        if not is_held:
            return
        rows = model.Session.query(CivicRdfGraph).filter_by(
            package_id=package_id, state=GraphState.DELETING.value
        )
        for row in rows.all():
            if row.quads <= HASTE_STATEMENTS and time.monotonic() < until:
                _delete(store, StoreBreaker(addresses), row.graph)
                model.Session.delete(row)
                model.Session.commit()


def _delete(store: SparqlStore, breaker: StoreBreaker, graph: str) -> None:
    """Delete a graph; raises Busy at once when the store was away a moment ago."""
    breaker.check()
    try:
        store.delete(graph)
    except StoreUnavailable:
        breaker.open()
        raise
    breaker.close()
