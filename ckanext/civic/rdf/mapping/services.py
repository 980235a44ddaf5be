"""Which resources and datasets are web services, and what kind (``code_lists/services.csv``).

Sources: DCAT 3, 6.8 (Data Service); the OGC's service types, http://www.opengis.net/def/serviceType/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from .code_lists import find, table
from .described import Described, Resource
from .media import FILE_TYPES
from .terms import checked_iri, web_address
from .values import listed, records

_DATASET_TYPES = frozenset({"data_service", "dataservice", "data-service", "service", "api"})
_ARCGIS = re.compile(r"/rest/services/.+/(Map|Feature|Image)Server(/\d+)?/?$", re.IGNORECASE)
_SPARQL = re.compile(r"/sparql/?$", re.IGNORECASE)
# what the OGC's services take as parameters of one request: no part of their address
_OF_A_REQUEST = frozenset({"service", "request", "version", "acceptversions"})


@dataclass(frozen=True)
class Service:
    """A web service: its kind (``WMS``), its address and that of its description, as nodes."""

    kind: str
    endpoint: str
    description: str | None

    @property
    def standard(self) -> str:
        """The IRI of the standard that it follows; empty for none."""
        return table("service_kinds")[self.kind.lower()]["standard"]

    @property
    def title(self) -> str:
        return table("service_kinds")[self.kind.lower()]["title"]


# node of the resource, node of the service, what it is, the fields that describe it
ServiceRow = tuple[str, str, "Service | None", Mapping[str, Any]]


def is_service(described: Described) -> bool:
    """Tell whether the dataset itself is an API: by its type, or by a field endpoint_url."""
    return described.once("is_service", _is_service)


def _is_service(described: Described) -> bool:
    kind = str(described.dataset.get("type") or "").lower()
    stated = kind in _DATASET_TYPES or described.value("endpoint_url") is not None
    return stated and bool(endpoints(described))


def endpoints(described: Described) -> list[str]:
    """Return the nodes of the addresses of a dataset that is an API.

    They are its ``endpoint_url``, else its resources that are services, else its ``url``.
    """
    stated = [web_address(text) for text in described.listed("endpoint_url")]
    found = [service_of(resource) for _, resource in described.resources]
    of_resources = [service.endpoint for service in found if service]
    page = web_address(described.value("url"))
    return list(filter(None, stated)) or of_resources or ([page] if page else [])


def service_nodes(described: Described) -> list[str]:
    """Return the nodes of the services that the dataset's files can be had from."""
    return [node for _, node, _, _ in services(described)]


def services(described: Described) -> list[ServiceRow]:
    """Return for each service: node of its resource, its own node, what it is, and its fields.

    ckanext-dcat's ``access_services`` are described by their own fields; a resource that is a
    service by its format or address, by the resource's.
    """
    return described.once("services", _services)


def _services(described: Described) -> list[ServiceRow]:
    if is_service(described):
        return []
    found: list[ServiceRow] = []
    for node, resource in described.resources:
        stated = stated_services(resource)
        for number, record in enumerate(stated, start=1):
            own = checked_iri(record.get("uri")) or f"{node[:-1]}#service-{number}>"
            found.append((node, own, None, record))
        service = None if stated else service_of(resource)
        if service:
            found.append((node, service_node(node), service, resource))
    return found


def service_node(resource_node: str) -> str:
    """Return the node of the service that a resource is."""
    return f"{resource_node[:-1]}#service>"


def stated_services(resource: Resource) -> list[Mapping[str, Any]]:
    """Return ckanext-dcat's ``access_services`` that have a valid address."""
    value = resource.get("access_services")
    if not value:
        return []
    return [
        record
        for record in records(value)
        if any(web_address(text) for text in listed(record.get("endpoint_url")))
    ]


def service_of(resource: Resource) -> Service | None:
    """Return the service that a resource is, by its format or its address; None for a file."""
    address = resource.get("url")
    if web_address(address) is None:
        return None
    kind = _kind(resource.get("format"), str(address).strip())
    return _service(kind, str(address).strip()) if kind else None


def _kind(format: object, address: str) -> str | None:
    if isinstance(format, str) and format.strip():
        name = format.strip().replace("https://", "http://", 1).removeprefix(FILE_TYPES)
        row = find("services", name)
        return row["kind"] if row else None
    parts = urlsplit(address)
    if _ARCGIS.search(parts.path):
        return "ARCGIS"
    if _SPARQL.search(parts.path):
        return "SPARQL"
    asked = {key.lower(): value.upper() for key, value in parse_qsl(parts.query)}
    stated = asked.get("service", "")
    return stated if stated.lower() in table("service_kinds") else None


def _service(kind: str, address: str) -> Service | None:
    parts = urlsplit(address)
    query = table("service_kinds")[kind.lower()]["query"]
    kept = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not query or key.lower() not in _OF_A_REQUEST
    ]
    base = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    if not query:
        endpoint = web_address(urlunsplit((*parts[:4], "")))
        return Service(kind, endpoint, None) if endpoint else None
    asked = urlencode([*kept, ("service", query), ("request", "GetCapabilities")])
    endpoint = web_address(f"{base}?{urlencode(kept)}" if kept else base)
    return Service(kind, endpoint, web_address(f"{base}?{asked}")) if endpoint else None
