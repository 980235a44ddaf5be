"""Keep the store from showing what has been hidden but not yet deleted from it.

Between a decision to hide a dataset and the worker's next flush, its graphs are still in the
store. Whatever reads the store for a visitor calls `before_reading` first.
"""

from __future__ import annotations

import sqlalchemy as sa
from ckan import model

from .. import config
from ..errors import StoreUnavailable
from ..model import CivicRdfGraph, CivicRdfOutbox
from ..stores import SparqlStore
from .anonymous import visible_dataset
from .refresh import refresh_dataset


def before_reading() -> SparqlStore:
    """Withdraw every dataset that changed, has graphs, and is hidden; then return the store.

    Raises StoreUnavailable when there is no store, or when a hidden dataset's graphs could not
    be deleted: then nothing may be read.
    """
    store = config.store()
    if store is None:
        raise StoreUnavailable(
            "This portal has no quad store.", advice="Set ckanext.civic.rdf.store_query_url."
        )
    changed_with_graphs = (
        sa.select(CivicRdfOutbox.package_id)
        .join(CivicRdfGraph, CivicRdfGraph.package_id == CivicRdfOutbox.package_id)
        .distinct()
    )
    for package_id in list(model.Session.scalars(changed_with_graphs)):
        if visible_dataset(package_id) is None:
            refresh_dataset(package_id, store)
    return store
