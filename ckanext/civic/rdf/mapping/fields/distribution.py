"""The files and links of a dataset."""

from __future__ import annotations

from collections.abc import Iterator

from ...graphs.names import readable
from ..agents import concept, last_part
from ..described import Described, Resource
from ..media import ending, file_type
from ..services import is_service, service_of
from ..terms import (
    ADMS,
    DCAT,
    DCATAP,
    DCT,
    FOAF,
    PROV,
    Triple,
    checked_iri,
    known,
    segment,
    typed,
    web_address,
    whole_number,
)
from ..values import listed, texts
from .coverage import resolution
from .language import languages

# fields that few files have
_RARE = frozenset({
    "spatial_resolution_in_meters", "temporal_resolution", "language", "status", "availability",
})  # fmt: skip


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> dcat:distribution <…/resource/{id}>`` and what is known of each file.

    ``dcat:accessURL`` is the file's address, or its page on the portal when that is no valid web
    address; ``dcat:downloadURL`` is there only when the address is one of a file. A dataset that
    is a service itself has no distributions (DCAT 3, 6.8): its resources stand by themselves.
    """
    own = {readable(resource.get("id")) for _, resource in described.resources} - {""}
    has_files = not is_service(described)
    for node, resource in described.resources:
        if has_files:
            yield described.node, DCAT.distribution, node
        yield from typed(node, DCAT.Distribution)
        yield from _basics(described, node, resource)
        if not _RARE.isdisjoint(resource):
            yield from resolution(node, resource)
            yield from languages(node, resource.get("language"))
            yield from _codes(node, resource)
        source = resource.get("civic_output_of")
        if source and readable(source) in own:
            yield node, PROV.wasDerivedFrom, described.resource_node(readable(source))


def _basics(described: Described, node: str, resource: Resource) -> Iterator[Triple]:
    stated = web_address(resource.get("download_url"))
    address = web_address(resource.get("url"))
    # a copy keeps when the file was made and changed, but has entries of its own
    entry_changed = None if described.is_copy else resource.get("metadata_modified")
    changed = resource.get("modified") or resource.get("last_modified") or entry_changed
    for title in titles(described, resource):
        yield node, DCT.title, title
    for description in described.said(texts(resource, "description")):
        yield node, DCT.description, description
    yield from known(
        node,
        (DCAT.accessURL, access_address(described, resource)),
        (DCAT.downloadURL, stated or (address if _is_file(resource) else None)),
        (DCAT.byteSize, whole_number(resource.get("size"))),
        (DCT.issued, described.when(resource.get("issued") or resource.get("created"))),
        (DCT.modified, described.when(changed)),
    )
    for text in listed(resource.get("documentation")):
        page = web_address(text)
        if page:
            yield node, FOAF.page, page
            yield from typed(page, FOAF.Document)


def access_address(described: Described, resource: Resource) -> str:
    """Return the node of where a file can be had: its address, or its page on this portal."""
    for text in (resource.get("access_url"), resource.get("url")):
        address = web_address(text)
        if address:
            return address
    page = f"/dataset/{segment(described.name)}/resource/"
    return f"<{described.site.url}{page}{segment(readable(resource.get('id')))}>"


def titles(described: Described, resource: Resource) -> list[str]:
    """Return the titles of a file; the UK model wants one, if need be the dataset's."""
    found = described.said(texts(resource, "name", "title"))
    return found or (described.texts("title", "name") if described.is_uk else [])


def _is_file(resource: Resource) -> bool:
    """Tell whether the address is a file's: an upload, or a path that ends in a known format."""
    if resource.get("url_type") == "upload":
        return True
    return bool(file_type(ending(resource.get("url")))) and service_of(resource) is None


def _codes(node: str, resource: Resource) -> Iterator[Triple]:
    """Yield status and availability, concepts of their own lists, when they are IRIs."""
    for field, predicate in (("status", ADMS.status), ("availability", DCATAP.availability)):
        code = checked_iri(resource.get(field))
        if code:
            yield node, predicate, code
            yield from concept(code, last_part(code))
