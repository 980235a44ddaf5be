"""The formats that answers come in, and which one a request asks for.

Source: RFC 9110, 12.5.1 (Accept); SPARQL 1.1 Protocol, 3.2 (formats of answers).
"""

from __future__ import annotations

from collections.abc import Mapping

RESULT_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPH_FORMATS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
_ALSO = {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "nt",
    "application/x-turtle": "ttl",
}
_BY_NAME = {"turtle": "ttl", "n-triples": "nt", "ntriples": "nt", "json-ld": "jsonld"}


def named_format(name: str, offered: Mapping[str, str]) -> str | None:
    """Return the key in ``offered`` that a ``?format=`` value or a file ending stands for."""
    key = name.strip().lower()
    key = _BY_NAME.get(key, key)
    if key == "xml" and "xml" not in offered:
        key = "rdf"
    if key in offered:
        return key
    return next((each for each, media in offered.items() if media == key), None)


def accepted_format(accept: str, offered: Mapping[str, str], *, html: bool = False) -> str | None:
    """Return the key in ``offered`` that the Accept header prefers, ``html``, or None for neither.

    Nothing asked, or ``*/*``, is ``html`` when there is a page, else the first of ``offered``.
    """
    default = "html" if html else next(iter(offered))
    if not accept.strip():
        return default
    by_media = {media: key for key, media in offered.items()}
    by_media |= {media: key for media, key in _ALSO.items() if key in offered}
    if html:
        by_media |= {"text/html": "html", "application/xhtml+xml": "html"}
    for media in _by_quality(accept):
        if media in by_media:
            return by_media[media]
        if media == "*/*":
            return default
        if media.endswith("/*"):
            found = (key for each, key in by_media.items() if each.startswith(media[:-1]))
            key = next(found, None)
            if key:
                return key
    return None


def _by_quality(accept: str) -> list[str]:
    """Return the media ranges with a quality over 0, best first, then in the order given."""
    ranges: list[tuple[float, int, str]] = []
    for index, part in enumerate(accept.split(",")):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if media and quality > 0:
            ranges.append((-quality, index, media))
    return [media for _, _, media in sorted(ranges)]
