"""The files and links of a dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ckanext.civic.core.nquads import path_segment

from .code_lists import EU, IANA, find
from .described import Described
from .terms import (
    DCAT,
    DCT,
    PROV,
    Triple,
    checked_iri,
    known,
    moment,
    text_value,
    typed,
    web_address,
    whole_number,
)

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> dcat:distribution <…/resource/{id}>`` and what is known of each file.

    ``dcat:accessURL`` is the file's address, or its page on the portal when that is no valid web
    address; ``dcat:downloadURL`` is there only when the address is one of a file.
    """
    own = {str(resource.get("id", "")) for _, resource in described.resources()}
    for node, resource in described.resources():
        yield described.node, DCAT.distribution, node
        yield from typed(node, DCAT.Distribution)
        yield from _basics(described, node, resource)
        yield from _kind(node, resource)
        source = str(resource.get("civic_output_of") or "")
        if source in own:
            yield node, PROV.wasDerivedFrom, described.resource_node(source)


def _basics(described: Described, node: str, resource: Mapping[str, Any]) -> Iterator[Triple]:
    address = web_address(resource.get("url"))
    # a copy keeps when the file was made and changed, but has entries of its own
    entry_changed = None if described.is_copy else resource.get("metadata_modified")
    changed = resource.get("last_modified") or entry_changed
    yield from known(
        node,
        (DCT.title, text_value(resource.get("name"))),
        (DCT.description, text_value(resource.get("description"))),
        (DCAT.accessURL, address or _page(described, resource)),
        (DCAT.downloadURL, address if _is_file(resource) else None),
        (DCAT.byteSize, whole_number(resource.get("size"))),
        (DCT.issued, moment(resource.get("created"))),
        (DCT.modified, moment(changed)),
    )


def _page(described: Described, resource: Mapping[str, Any]) -> str:
    name = path_segment(str(described.dataset["name"]))
    page = f"/dataset/{name}/resource/{path_segment(str(resource.get('id', '')))}"
    return f"<{described.site.url}{page}>"


def _is_file(resource: Mapping[str, Any]) -> bool:
    """Tell whether the address is a file's: an upload, or a path that ends in a known format."""
    if resource.get("url_type") == "upload":
        return True
    try:
        path = urlsplit(str(resource.get("url") or "")).path
    except ValueError:
        return False
    return find("formats", PurePosixPath(path).suffix.lstrip(".")) is not None


def _kind(node: str, resource: Mapping[str, Any]) -> Iterator[Triple]:
    """Yield dct:format from the EU's file types and dcat:mediaType from IANA's list."""
    entry = find("formats", str(resource.get("format") or "").lstrip("."))
    if entry:
        file_type = f"<{EU}file-type/{entry['file_type']}>"
        yield node, DCT.format, file_type
        yield from typed(file_type, DCT.MediaTypeOrExtent)
    stated = str(resource.get("mimetype") or "").strip().lower()
    media = (entry or {}).get("media_type") or (stated if _MEDIA_TYPE.fullmatch(stated) else "")
    term = checked_iri(IANA + media) if media else None
    if term:
        yield node, DCAT.mediaType, term
        yield from typed(term, DCT.MediaType)
