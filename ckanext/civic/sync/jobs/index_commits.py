"""Fewer commits of the search index while many datasets are written.

CKAN waits for Solr to commit after every dataset, which takes as long as the rest of writing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import ckan.plugins.toolkit as tk
from ckan.lib.search.common import make_connection  # CKAN has no documented way to commit

OPTION = "ckan.search.solr_commit"
EVERY = 100


class IndexCommits:
    """Counts what was written and commits it every hundred datasets."""

    def __init__(self) -> None:
        self._pending = 0

    def written(self) -> None:
        """Say that a dataset was written."""
        self._pending += 1
        if self._pending >= EVERY:
            self.commit()

    def commit(self) -> None:
        """Make everything that was written visible in searches; wait until it is."""
        make_connection().commit()
        self._pending = 0


@contextmanager
def batched_index_commits() -> Iterator[IndexCommits]:
    """Turn off CKAN's own commits in this process; commit at the end, whatever happens."""
    before = tk.config[OPTION]
    tk.config[OPTION] = False
    commits = IndexCommits()
    try:
        yield commits
    finally:
        tk.config[OPTION] = before
        commits.commit()
