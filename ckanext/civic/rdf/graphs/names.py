"""The names of a dataset's graphs, at home and as a copy.

At home: ``{uri_base}/graph/{council}/{dataset-name}`` for the rows and ``…/meta`` for the
metadata. A copy keeps the names of its origin (docs/explanation/architecture.md), but only inside
the origin's own address: a peer can never name, and so overwrite, a graph of somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from ckanext.civic.core.dataset_content import origin_fields
from ckanext.civic.core.nquads import is_iri, path_segment

from ..errors import GraphRefused

NO_COUNCIL = "none"  # for a dataset without an organisation


class Addresses(Protocol):
    """What is needed of a portal (``mapping.site.Site`` has it)."""

    @property
    def url(self) -> str: ...
    @property
    def uri_base(self) -> str: ...
    @property
    def vocabulary_base(self) -> str: ...
    @property
    def uri_bases(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class GraphNames:
    """Where a dataset was born and what its graphs are called (plain IRIs).

    ``uri_base`` is the address that everything in the rows graph must lie under, but for what all
    councils share (a supplier), which lies under ``shared_base``.
    """

    origin: str
    origin_id: str
    uri_base: str
    council: str
    rows: str
    meta: str
    shared_base: str


def graph_names(dataset: Mapping[str, Any], site: Addresses) -> GraphNames:
    """Return the names for ``dataset`` (as ``package_show`` gives it) on the portal ``site``.

    Raises GraphRefused when a copy's origin is no web address, or the graph that it names lies
    outside its origin.
    """
    fields = origin_fields(dataset)
    origin = str(fields.get("civic_origin") or "").rstrip("/")
    council = str((dataset.get("organization") or {}).get("name") or NO_COUNCIL)
    if not origin or origin == site.url:
        base, graph, origin_id = site.uri_base, "", str(dataset.get("id", ""))
        origin = site.url
    else:
        _check_origin(origin, dataset)
        base = site.uri_bases.get(origin, origin)
        graph = str(fields.get("civic_origin_graph") or "")
        origin_id = str(fields.get("civic_origin_id") or dataset.get("id", ""))
    rows = graph or f"{base}/graph/{path_segment(council)}/{path_segment(str(dataset['name']))}"
    council = _check_graph(rows, base, dataset)
    shared = f"{site.vocabulary_base}/id"
    return GraphNames(origin, origin_id, base, council, rows, f"{rows}/meta", shared)


def _check_origin(origin: str, dataset: Mapping[str, Any]) -> None:
    try:
        parts = urlsplit(origin)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine or not is_iri(origin) or parts.query or parts.fragment:
        raise GraphRefused(
            f"Dataset {dataset.get('name')}: its origin is not a web address.",
            advice="Pull it again from the portal where it was born.",
        )


def _check_graph(rows: str, base: str, dataset: Mapping[str, Any]) -> str:
    """Return the council in the name of a rows graph."""
    prefix = f"{base}/graph/"
    segments = rows[len(prefix) :].split("/") if rows.startswith(prefix) else []
    if len(segments) != 2 or not all(segments) or not is_iri(rows) or set(rows) & {"?", "#"}:
        raise GraphRefused(
            f"Dataset {dataset.get('name')}: the graph {rows[:200]} does not belong to {base}.",
            advice="If that portal's things live under another address, add it to "
            "ckanext.civic.rdf.origin_uri_bases.",
        )
    return segments[0]
