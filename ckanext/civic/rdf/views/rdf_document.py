"""A small RDF document that comes in every syntax at one address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pyoxigraph
from flask import Response, request

from ..errors import QueryRefused
from ..http import Answered, Content
from ..mapping.terms import PREFIXES
from ..sparql.formats import GRAPH_FORMATS, PAGE, WRITERS, accepted_format, named_format
from .answers import send, sent


def document(
    lines: Callable[[], Iterable[str]],
    *,
    prefixes: Mapping[str, str],
    page: Callable[[], Answered] | None = None,
    validator: str | None = None,
    file_name: str = "",
) -> Response:
    """Answer with the N-Triples ``lines`` in the syntax of ``?format=`` or of Accept.

    ``validator`` is another text whenever the lines would differ: with it they are made only when
    they are sent. ``file_name`` (without an ending) is what a browser calls the document when
    somebody keeps it. ``page`` answers those who prefer a web page. Raises QueryRefused: 400 for a
    format that there is not, 406 when none of them is wanted.
    """
    name = request.args.get("format", "")
    offered = {**GRAPH_FORMATS, **(PAGE if page else {})}
    if name:
        key = named_format(name, GRAPH_FORMATS)
        if key is None:
            raise QueryRefused(f"format can be {', '.join(GRAPH_FORMATS)} here.")
    else:
        key = accepted_format(request.headers.get("Accept"), offered)
        if key is None:
            raise QueryRefused(f"This comes as {', '.join(GRAPH_FORMATS.values())}.", status=406)
    if page and key == "html":
        return sent(page())
    kind = f"{GRAPH_FORMATS[key]}; charset=utf-8"
    # RFC 6266: shown where a browser can, and never a file without a name
    headers = {"Content-Disposition": f'inline; filename="{file_name}.{key}"'} if file_name else {}
    return send(
        Content(
            media_type=kind,
            body=lambda: _written(lines(), key, {**PREFIXES, **prefixes}),
            validator=validator,
            negotiated=True,
            headers=headers,
        )
    )


def _written(lines: Iterable[str], key: str, prefixes: Mapping[str, str]) -> bytes:
    quads = pyoxigraph.parse("".join(lines), format=pyoxigraph.RdfFormat.N_TRIPLES)
    triples = (quad.triple for quad in quads)
    return pyoxigraph.serialize(triples, format=WRITERS[key], prefixes=dict(prefixes)) or b""
