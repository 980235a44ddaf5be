"""Keep the search index in step with decisions, without ever waiting for it to take effect."""

from __future__ import annotations

import logging

from ckan import model
from ckan.lib.search import SearchError, SearchIndexError, rebuild

from .. import register

log = logging.getLogger(__name__)


def refresh(package_id: str) -> bool:
    """Write a dataset to the search index and commit; return False when the index is down.

    Until it succeeds, a held dataset is left out of every search (``is_index_stale``).
    """
    try:
        rebuild(package_id)
    except (SearchIndexError, SearchError, OSError) as error:
        # Not the error's text: it holds the index's address with its password.
        log.error("The search index was not updated for %s: %s", package_id, type(error).__name__)
        register.set_index_stale(model.Session, package_id, True)
        model.Session.commit()
        return False
    row = register.row_of(model.Session, package_id)
    if row and row.is_index_stale:
        register.set_index_stale(model.Session, package_id, False)
    model.Session.commit()
    return True
