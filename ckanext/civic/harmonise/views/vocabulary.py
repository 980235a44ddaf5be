"""``/def/…``: the shared models and their code lists, for people and for programs.

    /def                          every model
    /def/{model}                  a model, with its shape
    /def/{model}/{term}           its class, or a property of its own
    /def/{model}/{list}[/{code}]  a code list, a code
    /def/{model}/shape            its SHACL shape alone
    /def/{model}/structure        the structure of its cubes, where it has any
    /def/checks[/{check}]         what the checks of files measure

Each comes as a page or as linked data, by the Accept header or by the ending of the address.
Source: W3C Best Practice Recipes for Publishing RDF Vocabularies, recipe 5 (negotiation).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
import pyoxigraph
from flask import Blueprint, Response, redirect

from ckanext.civic.core import nquads
from ckanext.civic.core.negotiation import choose

from .. import config
from ..models import Model, list_models
from ..models.prefixes import PREFIXES
from ..models.shape_graph import SHAPE
from ..models.shapes import shape_quads
from ..models.structure import STRUCTURE
from ..models.vocabulary import vocabulary_quads
from . import check_metrics
from .model_page import code_values, field_values, list_values, model_values

HTML = "text/html"
SYNTAXES = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
}
EXTENSIONS = {
    ".html": HTML,
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".nt": "application/n-triples",
}
_FORMATS = {".ttl": "Turtle", ".jsonld": "JSON-LD", ".rdf": "RDF/XML", ".nt": "N-Triples"}

vocabulary = Blueprint("civic_vocabulary", __name__)


@vocabulary.route("/def", strict_slashes=False)
def index() -> str:
    """List the shared models."""
    base = config.vocabulary_base()
    known = sorted(list_models(config.folders()), key=lambda one: one.title)
    models = [model_values(one, base) for one in known]
    return tk.render("civic/harmonise/models.html", {"models": models})


@vocabulary.route("/def/<path:name>")
def show(name: str) -> Response | str:
    """Answer a model, a part of it, a code list or a code, as the client likes it."""
    asked = name
    name, media_type = _split_extension(name)
    if media_type is None:
        media_type = choose(tk.request.headers.get("Accept"), [HTML, *SYNTAXES])
    model_id, _, term = name.rstrip("/").partition("/")
    if model_id == check_metrics.ID:
        quads = list(_about(check_metrics.address(term), check_metrics.quads()))
        return _answer(name, media_type, quads, lambda: _check_page(term))
    models = {one.id: one for one in list_models(config.folders())}
    if model_id not in models:
        return _of_a_council(asked, models) or tk.abort(404, tk._("There is no such shared model."))
    model = models[model_id]
    return _answer(name, media_type, list(_described(model, term)), lambda: _page(model, term))


def _answer(
    name: str, media_type: str | None, quads: list[nquads.Quad], page: Callable[[], str]
) -> Response:
    if not quads:
        return tk.abort(404, tk._("This shared model has no such term."))
    if media_type is None:
        response = Response(_offers(name), 406, mimetype="text/plain")
    elif media_type == HTML:
        response = Response(page())
    else:
        response = Response(_serialised(quads, media_type), content_type=_with_charset(media_type))
    response.vary.add("Accept")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _of_a_council(name: str, models: Iterable[str]) -> Response | None:
    """Send on to what the portal knows of a council's own concept: /def/{council}/{model}/….

    It stands in the data, beside the rows that use it, and not in a model.
    """
    council, _, rest = name.partition("/")
    if not council or rest.partition("/")[0] not in models or not p.plugin_loaded("civic_rdf"):
        return None
    response = redirect(tk.url_for("civic_rdf_things.concept", local=name), 303)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response  # type: ignore[return-value]


def _split_extension(name: str) -> tuple[str, str | None]:
    for extension, media_type in EXTENSIONS.items():
        if name.endswith(extension):
            return name[: -len(extension)], media_type
    return name, None


def _described(model: Model, term: str) -> Iterator[nquads.Quad]:
    """Yield what is said of a part of a model, or of all of it and its shape."""
    base = config.vocabulary_base()
    if term == SHAPE:
        yield from shape_quads(model, base)
        return
    iri = model.vocabulary_iri(base) + (f"/{term}" if term else "")
    yield from _about(iri, vocabulary_quads(model, base))
    if not term:
        yield from shape_quads(model, base)


def _about(iri: str, quads: Iterable[nquads.Quad]) -> Iterator[nquads.Quad]:
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


def _page(model: Model, term: str) -> str:
    base = config.vocabulary_base()
    path = f"/def/{model.id}" + (f"/{term}" if term else "")
    iri = model.vocabulary_iri(base) + (f"/{term}" if term else "")
    extra = _frame(model_values(model, base), iri, path)
    if not term:
        return tk.render("civic/harmonise/model.html", extra)
    list_id, _, code_id = term.partition("/")
    if list_id in model.lists:
        return _list_page(model, list_id, code_id, extra)
    if term in (SHAPE, STRUCTURE):
        components = model.cube.__dict__ if model.cube else {}
        return tk.render(f"civic/harmonise/{term}.html", {**extra, "components": components})
    fields = (one for one in model.fields.values() if one.term == term and not one.predicate)
    field = next((field_values(model, one, base) for one in fields), None)
    return tk.render("civic/harmonise/term.html", {**extra, "field": field, "term": term})


def _check_page(term: str) -> str:
    path = f"/def/{check_metrics.ID}" + (f"/{term}" if term else "")
    frame = _frame(check_metrics.heading(), check_metrics.address(term), path)
    values = {"checks": check_metrics.rows(term)}
    return tk.render("civic/harmonise/check_metrics.html", {**frame, **values})


def _frame(model: dict[str, Any], iri: str, path: str) -> dict[str, Any]:
    """Return what vocabulary_base.html needs."""
    formats = [(name, f"{path}{ending}", EXTENSIONS[ending]) for ending, name in _FORMATS.items()]
    return {"model": model, "iri": iri, "path": path, "formats": formats}


def _list_page(model: Model, list_id: str, code_id: str, extra: dict[str, Any]) -> str:
    code_list = model.lists[list_id]
    values = {**extra, "list": list_values(model, code_list)}
    if not code_id:
        return tk.render("civic/harmonise/code_list.html", values)
    code = code_values(model, code_list, code_list.codes[code_id])
    return tk.render("civic/harmonise/code.html", {**values, "code": code})
