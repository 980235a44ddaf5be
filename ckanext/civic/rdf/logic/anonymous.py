"""What an anonymous visitor sees: all that this plugin ever publishes.

Nothing here asks who hides a dataset or why; whatever core or another plugin hides from an
anonymous visitor does not exist for linked data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

PAGE_ROWS = 500  # CKAN gives 1000 at most at once (ckan.search.rows_max); each is in memory
# what other extensions keep as packages of a type of their own; ckanext-dcat leaves them out too
NO_DATASETS = frozenset({"harvest", "showcase"})


def visitor() -> Context:
    """Return the context of an action called by a stranger, whoever is signed in."""
    return {"user": "", "auth_user_obj": None, "ignore_auth": False}


def visible_dataset(package_id: str) -> dict[str, Any] | None:
    """Return ``package_show`` as an anonymous visitor gets it, or None when there is none.

    It is read from the database: the search index can lag behind a decision to hide.
    """
    context: Context = {**visitor(), "use_cache": False}
    try:
        dataset = tk.get_action("package_show")(context, {"id": package_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None
    return dataset if _is_published(dataset) else None


def visible_datasets() -> Iterator[dict[str, Any]]:
    """Yield every dataset that an anonymous visitor finds, by id, ``PAGE_ROWS`` at a time.

    Pages go on from the last id, so that an edit during the walk neither doubles nor loses a
    dataset.
    """
    last = ""
    while True:
        after = f'id:{{"{last}" TO *]' if last else "id:[* TO *]"
        found = tk.get_action("package_search")(
            visitor(), {"q": "*:*", "fq": after, "sort": "id asc", "rows": PAGE_ROWS}
        )["results"]
        yield from filter(_is_published, found)
        if len(found) < PAGE_ROWS:
            return
        last = found[-1]["id"]


def _is_published(dataset: dict[str, Any]) -> bool:
    return (
        dataset.get("state") == "active"
        and not dataset.get("private")
        and dataset.get("type") not in NO_DATASETS
    )
