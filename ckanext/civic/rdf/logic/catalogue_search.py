"""Find the datasets of a page by CKAN's search, as an anonymous visitor.

It answers questions (``q``, ``fq``, ``modified_since``), and the whole catalogue as long as not
everything is described. What a stranger writes into ``fq`` stands in a filter of its own beside
CKAN's, and so can only narrow what is found.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError, SolrConnectionError

from ..errors import Unavailable
from ..pages.parameters import BadParameter, PageQuery, Place
from .anonymous import visitor
from .catalogue import Found

_SORT = "metadata_created asc, id asc"
_DEEPEST = 2_000_000_000  # Solr counts in 32 bits


def search_page(query: PageQuery, size: int) -> Found:
    """Return the page that ``query`` asks for, ``size`` datasets long (998 at the most).

    Raises BadParameter when the search does not understand the question, Unavailable when it
    does not answer.
    """
    filters = _filters(query)
    if query.after:
        total = _search(query.q, filters, rows=0)["count"]
        found = _search(query.q, [*filters, _behind(query.after)], rows=size + 1)
    else:
        start = (query.page - 1) * size
        rows, start = (size + 1, start) if start + size < _DEEPEST else (0, 0)
        found = _search(query.q, filters, rows=rows, start=start)
        total = found["count"]
    results = found["results"]
    ids = [result["id"] for result in results[:size]]
    last = None
    if len(results) > size:
        last = Place(_milliseconds(results[size - 1]["metadata_created"]), ids[-1])
    return Found(ids, total, last)


def _filters(query: PageQuery) -> list[str]:
    filters = [query.fq] if query.fq else []
    if query.modified_since:
        filters.append(f"metadata_modified:[{_solr_time(query.modified_since)} TO *]")
    return filters


def _behind(place: Place) -> str:
    created, id = place.created, place.id
    return (
        f'metadata_created:{{"{created}" TO *]'
        f' OR (metadata_created:"{created}" AND id:{{"{id}" TO *])'
    )


def _search(q: str, filters: list[str], *, rows: int, start: int = 0) -> dict[str, Any]:
    asked = {
        "q": q or "*:*",
        "fq_list": filters,
        "sort": _SORT,
        "rows": rows,
        "start": start,
        "fl": ["id", "metadata_created"],
        "facet": "false",
    }
    try:
        return tk.get_action("package_search")(visitor(), asked)
    except SolrConnectionError as error:
        raise Unavailable("The search does not answer.", advice="Try again later.") from error
    except (SearchError, tk.ValidationError) as error:
        if "SOLR returned an error" in str(error) and "HTTP 400" not in str(error):
            raise Unavailable("The search does not answer.", advice="Try again later.") from error
        raise BadParameter(
            "q, fq: the search does not understand this.",
            advice="Write them as Solr has it, with quotation marks around a text.",
        ) from error


def _milliseconds(text: str) -> str:
    """Return Solr's time, which leaves zeros out, with three digits behind the seconds."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return f"{whole}.{fraction:0<3.3}Z"


def _solr_time(moment: datetime) -> str:
    return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
