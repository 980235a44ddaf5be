"""``/def/…``: the shared models and their code lists, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk
import pyoxigraph
from flask import Blueprint, Response

from ckanext.civic.core import nquads
from ckanext.civic.core.negotiation import choose

from .. import config
from ..errors import ModelError
from ..models import load_model
from ..models.prefixes import PREFIXES
from ..models.vocabulary import vocabulary_quads

HTML = "text/html"
SYNTAXES = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
}
EXTENSIONS = {
    ".html": HTML,
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
}

vocabulary = Blueprint("civic_vocabulary", __name__)


@vocabulary.route("/def", strict_slashes=False)
def index() -> str:
    """List the shared models."""
    models = tk.get_action("civic_harmonise_model_list")({}, {})
    return tk.render("civic/harmonise/models.html", {"models": models})


@vocabulary.route("/def/<path:name>")
def show(name: str) -> Response | str:
    """Answer a model, a term of it, a code list or a code, as the client likes it."""
    name, media_type = _split_extension(name)
    if media_type is None:
        media_type = choose(tk.request.headers.get("Accept"), [HTML, *SYNTAXES])
    model_id, _, term = name.rstrip("/").partition("/")
    try:
        model = load_model(model_id)
    except ModelError:
        return tk.abort(404, tk._("There is no such shared model."))
    iri = model.vocabulary_iri(config.vocabulary_base()) + (f"/{term}" if term else "")
    quads = list(_about(iri, vocabulary_quads(model, config.vocabulary_base())))
    if not quads:
        return tk.abort(404, tk._("This shared model has no such term."))
    if media_type is None:
        response = Response(_offers(name), 406, mimetype="text/plain")
    elif media_type == HTML:
        response = Response(_page(model_id, term, iri))
    else:
        response = Response(_serialised(quads, media_type), content_type=_with_charset(media_type))
    response.vary.add("Accept")
    return response


def _split_extension(name: str) -> tuple[str, str | None]:
    for extension, media_type in EXTENSIONS.items():
        if name.endswith(extension):
            return name[: -len(extension)], media_type
    return name, None


def _about(iri: str, quads: Any) -> Iterator[nquads.Quad]:
    """Yield the statements about ``iri`` and about what lies below it (a list's codes)."""
    for quad in quads:
        if quad[0] == f"<{iri}>" or quad[0].startswith((f"<{iri}/", f"<{iri}#")):
            yield quad


def _serialised(quads: list[nquads.Quad], media_type: str) -> bytes:
    text = "".join(nquads.line((s, p, o, "")) for s, p, o, _ in quads)
    triples = (q.triple for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES))
    document = pyoxigraph.serialize(triples, format=SYNTAXES[media_type], prefixes=_used(text))
    assert document is not None
    return document


def _used(text: str) -> dict[str, str]:
    return {prefix: base for prefix, base in PREFIXES.items() if f"<{base}" in text}


def _with_charset(media_type: str) -> str:
    """Turtle is UTF-8 by definition, but browsers need to be told; JSON takes no parameter."""
    return media_type if media_type.endswith("json") else f"{media_type}; charset=utf-8"


def _offers(name: str) -> str:
    return "".join(f"/def/{name}{extension}  {kind}\n" for extension, kind in EXTENSIONS.items())


def _page(model_id: str, term: str, iri: str) -> str:
    shared = tk.get_action("civic_harmonise_model_show")({}, {"id": model_id})
    list_id, _, code_id = term.partition("/")
    code_list = next((one for one in shared["lists"] if one["id"] == list_id), None)
    extra = {
        "model": shared,
        "iri": iri,
        "path": f"/def/{model_id}" + (f"/{term}" if term else ""),
        "alternatives": {kind: ext for ext, kind in EXTENSIONS.items() if kind in SYNTAXES},
    }
    if not term:
        return tk.render("civic/harmonise/model.html", extra)
    if code_list and code_id:
        code = next((one for one in code_list["codes"] if one["id"] == code_id), None)
        return tk.render("civic/harmonise/code.html", {**extra, "list": code_list, "code": code})
    if code_list:
        return tk.render("civic/harmonise/code_list.html", {**extra, "list": code_list})
    field = next((one for one in shared["fields"] if one["term"] == term), None)
    return tk.render("civic/harmonise/term.html", {**extra, "field": field, "term": term})
