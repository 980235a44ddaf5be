"""Finding the metadata of a table: given by the user, linked, or at a place that the site names.

Source: Model for Tabular Data and Metadata on the Web, 5 Locating Metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from .errors import InvalidMetadata, Warn
from .metadata.document import Document
from .metadata.group import with_context
from .sources import NotFound, Sources
from .templates import InvalidTemplate, parse_template
from .urls import absolute_iri, normalised, resolve, without_fragment

# 5.3 gives the first two for sites without a configuration of their own. The others are those
# of its example 5 and of the W3C's own site; a document that does not name the table is never
# used, so that looking there can do no harm.
DEFAULT_LOCATIONS = "{+url}-metadata.json\ncsv-metadata.json\n{+url}.json\ncsvm.json\n"
_TYPES = frozenset({"application/csvm+json", "application/ld+json", "application/json"})
_LINK = re.compile(r'<([^>]*)>((?:[^,"]|"(?:[^"\\]|\\.)*")*)')
_PARAMETER = re.compile(r';\s*([\w!#$&+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+))')


def locate(url: str, links: str, sources: Sources, warn: Warn) -> tuple[Any, str] | None:
    """Return the metadata document of the table at ``url`` and its address, None without one.

    ``links`` is the value of the table's Link header, empty without one.
    """
    for target in reversed(list(linked(links))):
        found = _document(resolve(url, target), url, sources, warn)
        if found:
            return found
    configuration = sources.site_configuration(url)
    for line in (configuration or DEFAULT_LOCATIONS).splitlines():
        place = _place(line.strip(), url, warn)
        if place:
            found = _document(place, url, sources, warn)
            if found:
                return found
    return None


def linked(header: str) -> Iterator[str]:
    """Yield the targets of a Link header that may be metadata (RFC 8288, 3)."""
    for match in _LINK.finditer(header):
        parameters = {
            name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(match[2])
        }
        relations = parameters.get("rel", "").lower().split()
        if "describedby" in relations and parameters.get("type", "").lower() in _TYPES:
            yield match[1]


def _place(line: str, url: str, warn: Warn) -> str | None:
    if not line:
        return None
    try:
        template = parse_template(line)
    except InvalidTemplate as error:
        warn(f"/.well-known/csvm: {error}; the line is left out")
        return None
    return resolve(url, template.bind({"url": without_fragment(url)}).expanded())


def _document(place: str, url: str, sources: Sources, warn: Warn) -> tuple[Any, str] | None:
    try:
        raw, address = sources.json(place)
    except NotFound:
        return None
    except InvalidMetadata:
        if urlsplit(place).path.lower().endswith("json"):
            raise
        return None  # something else is there: a table whose address was asked with a query
    if _describes(raw, address, url, sources):
        return raw, address
    warn(f"{address}: it does not describe {url}; it is left out")
    return None


def _describes(raw: object, address: str, url: str, sources: Sources) -> bool:
    if not isinstance(raw, dict):
        return False
    document = Document(address, address, lambda _: None, sources.json)
    try:
        document = with_context(raw.get("@context"), document)
    except InvalidMetadata:
        return False
    tables = raw["tables"] if isinstance(raw.get("tables"), list) else [raw]
    urls = [one.get("url") for one in tables if isinstance(one, Mapping)]
    wanted = absolute_iri(normalised(without_fragment(url)))
    return any(
        isinstance(one, str) and absolute_iri(normalised(document.link(one))) == wanted
        for one in urls
    )
