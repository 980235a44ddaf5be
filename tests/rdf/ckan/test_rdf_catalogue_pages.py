"""``/catalog.*``: the catalogue page by page, as a stranger meets it."""

from __future__ import annotations

import pyoxigraph
import pytest

import factories

from .conftest import SITE

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

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


@pytest.mark.parametrize("ending", FORMATS)
def test_page_when_asked_in_a_format_then_it_says_the_same(app, council, ending):
    factories.dataset(council, name="lamps", title="Street lamps")

    answer = app.get(f"/catalog.{ending}")
    print(answer.headers, answer.body)
    assert answer.status_code == 200
