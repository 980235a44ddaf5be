"""``/rdf/catalog.*``: the whole catalogue as an anonymous visitor sees it, in one file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

import pyoxigraph
from flask import Blueprint, Response, request, stream_with_context

from ckanext.civic.core import nquads

from .. import config
from ..logic.catalog_dump import catalog_dump
from ..mapping.terms import PREFIXES
from ..sparql.formats import WRITERS
from .answers import open_to_all, plain

catalog_blueprint = Blueprint("civic_rdf_catalog", __name__)

FORMATS = {
    "nq": "application/n-quads",
    "nt": "application/n-triples",
    "ttl": "text/turtle",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "xml": "application/rdf+xml",
    "rdf": "application/rdf+xml",
}
_CHUNK_BYTES = 64 * 1024


@catalog_blueprint.route("/rdf/catalog.<ending>")
def read(ending: str) -> Response:
    """Stream the catalogue; ``?start=`` and ``?limit=`` (datasets) give a part of it."""
    if ending not in FORMATS:
        return plain(f"The catalogue comes as {', '.join(FORMATS)}.", 404)
    try:
        start, limit = _number("start", 0), _number("limit", None)
    except ValueError:
        return plain("start and limit are whole numbers of datasets, 0 or more.", 400)
    batches = catalog_dump(config.site(), start=start or 0, limit=limit)
    if ending == "nq":
        content: Iterator[bytes] = ("".join(nquads.lines(b)).encode() for b in batches)
    elif ending == "nt":
        triples = (((*quad[:3], "") for quad in batch) for batch in batches)
        content = ("".join(nquads.lines(batch)).encode() for batch in triples)
    else:
        content = _written(batches, ending)
    response = Response(
        stream_with_context(content),  # type: ignore[arg-type]
        content_type=f"{FORMATS[ending]}; charset=utf-8",
    )
    return open_to_all(response)


def _written(batches: Iterator[list[nquads.Quad]], ending: str) -> Iterator[bytes]:
    """Write another syntax into a temporary file, so that memory stays constant, and yield it."""
    with tempfile.TemporaryFile(prefix="civic-rdf-") as file:
        quads = _parsed(batches)
        items = quads if ending in ("trig", "jsonld") else (quad.triple for quad in quads)
        pyoxigraph.serialize(items, output=file, format=WRITERS[ending], prefixes=PREFIXES)
        file.seek(0)
        yield from _chunks(file)


def _parsed(batches: Iterator[list[nquads.Quad]]) -> Iterator[pyoxigraph.Quad]:
    for batch in batches:
        text = "".join(nquads.lines(batch))
        yield from pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK_BYTES):
        yield chunk


def _number(name: str, default: int | None) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return default
    number = int(text)
    if number < 0:
        raise ValueError(name)
    return number
