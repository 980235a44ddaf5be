"""The names of a dataset's graphs, at home and as a copy.

At home: ``{uri_base}/graph/{council}/{dataset-name}`` for the rows and ``…/meta`` for the
metadata. A copy keeps the names of its origin (docs/explanation/architecture.md), but only inside
the origin's own address: a peer can never name, and so overwrite, a graph of somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import pyoxigraph

from ckanext.civic.core.dataset_content import origin_fields
from ckanext.civic.core.nquads import is_iri, path_segment

from ..errors import GraphRefused

NO_COUNCIL = "none"  # for a dataset without an organisation
# control characters, what no XML document may hold, and halves of surrogate pairs
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


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


def readable(value: object) -> str:
    """Return a name or id as text that an IRI's path can hold; empty for anything else."""
    return _NOT_TEXT.sub("", value).strip() if isinstance(value, str) else ""


def graph_names(dataset: Mapping[str, Any], site: Addresses) -> GraphNames:
    """Return the names for ``dataset`` (as ``package_show`` gives it) on the portal ``site``.

    Raises GraphRefused when it has neither name nor id, or when a copy's origin is no web
    address, or the graph that it names lies outside its origin.
    """
    fields = _origin_fields(dataset)
    origin = fields.get("civic_origin", "").rstrip("/")
    id = readable(dataset.get("id")) or readable(dataset.get("name"))
    name = readable(dataset.get("name")) or id
    organization = dataset.get("organization")
    held_by = organization.get("name") if isinstance(organization, Mapping) else None
    council = readable(held_by) or NO_COUNCIL
    if not name:
        raise GraphRefused(
            "A dataset has neither name nor id.", advice="Give it a name and save it again."
        )
    if not origin or origin == site.url:
        base, graph, origin, origin_id = site.uri_base, "", site.url, id
    else:
        _check_origin(origin, dataset)
        base = site.uri_bases.get(origin, origin)
        graph = fields.get("civic_origin_graph", "")
        origin_id = readable(fields.get("civic_origin_id")) or id
    rows = graph or f"{base}/graph/{path_segment(council)}/{path_segment(name)}"
    council = _check_graph(rows, base, dataset)
    shared = f"{site.vocabulary_base}/id"
    return GraphNames(origin, origin_id, base, council, rows, f"{rows}/meta", shared)


def _origin_fields(dataset: Mapping[str, Any]) -> dict[str, str]:
    """Return the ``civic_origin…`` extras that are texts."""
    extras = dataset.get("extras")
    if not isinstance(extras, (list, tuple)):
        return {}
    whole = [
        extra
        for extra in extras
        if isinstance(extra, Mapping)
        and isinstance(extra.get("key"), str)
        and isinstance(extra.get("value"), str)
    ]
    return origin_fields({"extras": whole})


def _check_origin(origin: str, dataset: Mapping[str, Any]) -> None:
    try:
        parts = urlsplit(origin)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname)
        fine = fine and not parts.query and not parts.fragment
    except ValueError:
        fine = False
    if not fine or not _is_iri(origin):
        raise GraphRefused(
            f"Dataset {dataset.get('name')}: its origin is not a web address.",
            advice="Pull it again from the portal where it was born.",
        )


def _is_iri(text: str) -> bool:
    try:
        pyoxigraph.NamedNode(text)
    except (ValueError, UnicodeError):
        return False
    return is_iri(text)


def _check_graph(rows: str, base: str, dataset: Mapping[str, Any]) -> str:
    """Return the council in the name of a rows graph."""
    prefix = f"{base}/graph/"
    segments = rows[len(prefix) :].split("/") if rows.startswith(prefix) else []
    fine = len(segments) == 2 and all(segments) and not {".", ".."} & set(segments)
    if not fine or not _is_iri(rows) or set(rows) & {"?", "#"}:
        raise GraphRefused(
            f"Dataset {dataset.get('name')}: the graph {rows[:200]} does not belong to {base}.",
            advice="If that portal's things live under another address, add it to "
            "ckanext.civic.rdf.origin_uri_bases.",
        )
    return segments[0]
