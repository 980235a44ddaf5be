"""Where people find linked data: the pages that lead to things, graphs, models and files."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

import factories

from .conftest import SITE, add_rows, lamp

pytestmark = [
    pytest.mark.with_plugins("civic_harmonise", "civic_rdf", "dcat"),
    pytest.mark.ckan_config("ckanext.civic.harmonise.vocabulary_base", SITE),
]

PAGE = {"Accept": "text/html"}
ORIGIN = "http://other.example"


def page(app, path, **options):
    return BeautifulSoup(app.get(path, headers=PAGE, **options).body, "html.parser")


def text(found):
    return " ".join(found.get_text(" ").split())


def copy(council, name, graph):
    fields = {"civic_origin": ORIGIN, "civic_origin_graph": graph, "civic_origin_id": "abc"}
    extras = [{"key": key, "value": value} for key, value in fields.items()]
    return factories.dataset(council, name=name, title="Lamps of Salford", extras=extras)


def test_pages_when_followed_from_the_query_page_then_all_of_it_is_found(app, store):
    assert page(app, "/sparql/ui").select_one("[data-civic] a[href$='/doc']")
    links = [link["href"] for link in page(app, "/doc").select("[data-civic] li a")]
    for path in ("/graph", "/def", "/rdf", "/sparql/ui"):
        assert any(link.endswith(path) for link in links), links
    files = page(app, "/rdf").select("[data-civic] a")
    assert "catalog.nq.gz" in [text(link) for link in files]
    assert text(page(app, "/rdf/catalog").h1) == text(page(app, "/rdf").h1)
    for link in files:
        assert app.get(link["href"].removeprefix(SITE), headers=PAGE).status_code == 200


def test_organization_when_shown_then_its_data_can_be_downloaded(app, council):
    links = page(app, "/organization/manchester").select("[data-civic=rdf-organization] a")
    assert len(links) == 4
    for link in links:
        assert app.get(link["href"].removeprefix(SITE)).status_code == 200


def test_index_when_things_are_copies_then_their_councils_are_there_too(app, store, flush):
    salford = factories.council(name="salford", title="Salford City Council")
    graph = f"{ORIGIN}/graph/salford/lamps"
    add_rows(copy(salford, "salford-lamps", graph), lamp(graph, 1, base=ORIGIN))
    flush()

    link = page(app, "/doc").select_one("[data-civic] a[href$='/doc/salford']")
    assert text(link) == "Salford City Council"
    listed = page(app, link["href"].removeprefix(SITE))
    assert text(listed.h1) == "Things of Salford City Council"
    of_graph = page(app, listed.select_one("[data-civic] li a")["href"])
    thing = of_graph.find("h2", string="Contents").find_next("a")["href"]
    assert text(page(app, thing.removeprefix(SITE)).h1) == "Lamp 1"
