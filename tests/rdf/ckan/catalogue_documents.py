"""Read the catalogue's documents back, and make datasets for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pyoxigraph
from ckan import model

from .conftest import SITE

HYDRA = "http://www.w3.org/ns/hydra/core#"
DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
FORMATS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
    "xml": pyoxigraph.RdfFormat.RDF_XML,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "n3": pyoxigraph.RdfFormat.N3,
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
}
Triples = set[tuple[str, str, str]]


def triples(body: str | bytes, ending: str = "ttl") -> Triples:
    """Return the statements of a document as terms, whatever graph they are in."""
    quads = pyoxigraph.parse(body, format=FORMATS[ending])
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def without_view(found: Triples) -> Triples:
    """Return the statements but for those about the page itself."""
    return {each for each in found if HYDRA not in each[1] and HYDRA not in each[2]}


def datasets(found: Triples) -> set[str]:
    """Return the ids of the datasets that the statements are about."""
    kind = f"<{DCAT}Dataset>"
    return {each[0][1:-1].rsplit("/", 1)[-1] for each in found if each[2] == kind}


def one(found: Triples, predicate: str, subject: str | None = None) -> str | None:
    """Return the only object of a predicate (a full IRI), without its brackets or quotes."""
    values = {
        value
        for about, said, value in found
        if said == f"<{predicate}>" and subject in (None, about[1:-1])
    }
    assert len(values) <= 1, values
    return next((value[1:-1] for value in values), None)


def view(found: Triples) -> dict[str, str]:
    """Return the links of a page by name; each must be an IRI."""
    names = ("first", "previous", "next", "last")
    links = {name: one(found, HYDRA + name) for name in names}
    terms = [value for _, said, value in found if said.removeprefix(f"<{HYDRA}")[:-1] in names]
    assert all(term.startswith(f"<{SITE}/") for term in terms)
    return {name: link for name, link in links.items() if link}


def crawl(app: Any, start: str, ending: str = "ttl") -> list[Triples]:
    """Return every page from ``start`` on, following ``hydra:next``."""
    pages, address = [], start
    while address:
        found = triples(app.get(address).body, ending)
        pages.append(found)
        address = (view(found).get("next") or "").removeprefix(SITE)
    return pages


def at_times(*made: tuple[str, str]) -> None:
    """Set when datasets were made: pairs of id and ISO time, as an import can."""
    for package_id, moment in made:
        model.Session.query(model.Package).filter_by(id=package_id).update(
            {"metadata_created": datetime.fromisoformat(moment)}
        )
    model.Session.commit()
