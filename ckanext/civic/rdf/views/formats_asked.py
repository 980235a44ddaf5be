"""In which format a document is asked for, and where it is in each."""

from __future__ import annotations

from flask import request

from ..http import Link
from ..sparql.formats import GRAPH_FORMATS, PAGE, accepted_format, named_format

ENDINGS = {**PAGE, **GRAPH_FORMATS}
TITLES = {"ttl": "Turtle", "jsonld": "JSON-LD", "rdf": "RDF/XML", "nt": "N-Triples"}


def without_ending(last: str) -> tuple[str, str | None]:
    """Return the last part of a path without the ending that names a format, and that format."""
    stem, dot, ending = last.rpartition(".")
    key = named_format(ending, ENDINGS) if dot and stem and "/" not in ending else None
    return (stem, key) if key else (last, None)


def asked_format() -> str | None:
    """Return the format of ``?format=`` or else of the Accept header; None when none will do."""
    name = request.args.get("format", "")
    if name:
        return named_format(name, ENDINGS)
    return accepted_format(request.headers.get("Accept"), ENDINGS)


def wants_page() -> bool:
    """Tell whether a person is asking, who is better helped by a page than by a line of text.

    Who asks for a file of data is a person when a browser asks, which names HTML.
    """
    ending = without_ending(request.path.rpartition("/")[2])[1]
    if ending not in (None, "html"):
        return PAGE["html"] in request.headers.get("Accept", "")
    return asked_format() == "html"


def media_type(key: str) -> str:
    """Return a format's Content-Type. JSON-LD and RDF/XML say themselves how they are encoded."""
    return f"{GRAPH_FORMATS[key]}; charset=utf-8" if key in ("ttl", "nt") else GRAPH_FORMATS[key]


def downloads(document: str) -> list[tuple[str, str, str]]:
    """Return title, address and media type of a document in each data format."""
    return [(title, f"{document}.{key}", GRAPH_FORMATS[key]) for key, title in TITLES.items()]


def by_parameter(address: str) -> list[tuple[str, str, str]]:
    """Return the same as `downloads` for an address that names something with ``?…=``."""
    return [(title, f"{address}&format={key}", GRAPH_FORMATS[key]) for key, title in TITLES.items()]


def alternates(document: str) -> list[Link]:
    """Return the links to a document's other formats."""
    pages = [Link(document, "alternate", PAGE["html"])]
    data = [Link(address, "alternate", kind) for _, address, kind in downloads(document)]
    return pages + data


def not_acceptable() -> str:
    """Return the sentence of an answer 406."""
    offered = ", ".join(f"{media_type} (.{key})" for key, media_type in ENDINGS.items())
    return f"This comes as {offered}."
