"""Where a dataset that a peer shows says it was born."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ckanext.civic.core.dataset_content import origin_fields
from ckanext.civic.core.nquads import is_iri, path_segment

from ..errors import RecordError
from ..site_address import site_address

# Sites that a dataset may pass through before we call it lost; our choice.
MAX_HOPS = 8


@dataclass(frozen=True, slots=True)
class Origin:
    """A claim of origin.

    ``site`` and every site of ``path`` are addresses as `site_address` writes them; ``path``
    starts with ``site`` and ends with the peer that showed the dataset. ``content_hash`` is what
    a relay says that the origin published, None where the peer is the origin itself. ``graph``
    is the IRI of the graph of the dataset's rows.
    """

    site: str
    id: str
    path: tuple[str, ...]
    content_hash: str | None
    graph: str


def origin_of(dataset: Mapping[str, Any], peer_site: str) -> Origin:
    """Return the origin that ``dataset``, shown by the portal at ``peer_site``, claims.

    A dataset without origin fields was born at the peer. Raises RecordError for a claim that
    contradicts itself.
    """
    fields = origin_fields(dataset)
    claimed = fields.get("civic_origin")
    site = _address(claimed) if claimed else peer_site
    if fields.get("civic_origin_id", dataset["id"]) != dataset["id"]:
        raise RecordError("Its civic_origin_id is not its id, so its origin cannot be believed.")
    if site == peer_site:
        return Origin(site, dataset["id"], (peer_site,), None, _graph(dataset, site))
    return Origin(
        site,
        dataset["id"],
        (*_path(fields.get("civic_origin_path", ""), site), peer_site),
        fields.get("civic_origin_hash", ""),
        _relayed_graph(fields.get("civic_origin_graph", ""), site),
    )


def _path(text: str, site: str) -> tuple[str, ...]:
    path = tuple(_address(part) for part in text.split())
    if not path or path[0] != site:
        raise RecordError("Its civic_origin_path does not start at its civic_origin.")
    if len(path) > MAX_HOPS or len(set(path)) != len(path):
        raise RecordError("Its civic_origin_path goes in circles.")
    return path


def _address(text: str) -> str:
    try:
        return site_address(text)
    except (ValueError, AttributeError):
        raise RecordError("Its civic_origin fields hold something that is no address.") from None


def _graph(dataset: Mapping[str, Any], site: str) -> str:
    organization = (dataset.get("organization") or {}).get("name") or "none"
    return f"{site}/graph/{path_segment(organization)}/{path_segment(dataset['name'])}"


def _relayed_graph(graph: str, site: str) -> str:
    if not is_iri(graph) or urlsplit(graph).netloc != urlsplit(site).netloc:
        raise RecordError("Its civic_origin_graph is not an address at its civic_origin.")
    return graph
