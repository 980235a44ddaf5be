"""``/catalog.*``: the catalogue page by page, as a stranger meets it."""

from __future__ import annotations

import gzip
import time

import pyoxigraph
import pytest
import rdflib

import factories

from .catalogue_documents import (
    FORMATS,
    HYDRA,
    crawl,
    datasets,
    one,
    triples,
    view,
    without_view,
)
from .conftest import SITE, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")


@pytest.fixture
def three(council, ckan_config, monkeypatch):
    """Three datasets, two on a page."""
    monkeypatch.setitem(ckan_config, "ckanext.dcat.datasets_per_page", "2")
    return [factories.dataset(council, name=f"lamps-{n}", title=f"Lamps {n}") for n in range(3)]


@pytest.fixture(params=["described", "waiting"])
def settled(request, three, flush):
    """The three datasets, described already or still waiting for the worker."""
    if request.param == "described":
        flush()
    return three


def test_page_when_asked_in_any_format_then_it_says_the_same(app, three):
    said = {
        ending: without_view(triples(app.get(f"/catalog.{ending}").body, ending))
        for ending in FORMATS
    }

    assert len(said["ttl"]) > 20
    assert all(found == said["ttl"] for found in said.values())


def test_page_when_asked_twice_then_the_bytes_are_the_same(app, settled):
    for ending in FORMATS:
        assert app.get(f"/catalog.{ending}").body == app.get(f"/catalog.{ending}").body


def test_page_when_read_by_rdflib_then_it_finds_each_dataset(app, settled):
    for ending, syntax in (("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld"), ("nt", "nt")):
        graph = rdflib.Graph().parse(data=app.get(f"/catalog.{ending}").body, format=syntax)
        found = set(graph.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset))
        assert len(found) == 2
        assert set(graph.objects(rdflib.URIRef(SITE), rdflib.DCAT.dataset)) == found


def test_pages_when_their_links_are_followed_then_each_dataset_comes_once(app, settled):
    pages = crawl(app, "/catalog.ttl")

    assert [len(datasets(page)) for page in pages] == [2, 1]
    assert set.union(*map(datasets, pages)) == {each["id"] for each in settled}


@pytest.mark.parametrize("ending", ["ttl", "nq"])
def test_pages_when_put_together_then_they_are_the_whole_dump(app, three, flush, ending):
    flush()
    pages = set.union(*crawl(app, f"/catalog.{ending}", ending))

    assert without_view(pages) == triples(app.get(f"/rdf/catalog.{ending}").body, ending)


def test_pages_when_asked_by_number_then_they_are_those_of_the_links(app, settled):
    linked = [without_view(page) for page in crawl(app, "/catalog.ttl")]
    numbered = [without_view(triples(app.get(f"/catalog.ttl?page={n}").body)) for n in (1, 2)]

    assert linked == numbered


def test_page_when_there_are_more_then_its_links_are_iris_on_a_partial_view(app, settled):
    found = triples(app.get("/catalog.ttl?page=2").body)

    this = f"{SITE}/catalog.ttl?page=2"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    assert (f"<{this}>", kind, f"<{HYDRA}PartialCollectionView>") in found
    assert (f"<{SITE}>", f"<{HYDRA}view>", f"<{this}>") in found
    assert view(found) == {
        "first": f"{SITE}/catalog.ttl?page=1",
        "previous": f"{SITE}/catalog.ttl?page=1",
        "last": f"{SITE}/catalog.ttl?page=2",
    }
    total = f'"3"^^<{rdflib.XSD.integer}>'
    assert (f"<{SITE}>", f"<{HYDRA}totalItems>", total) in found


def test_page_when_there_are_more_then_the_headers_link_to_them_too(app, settled):
    header = app.get("/catalog.ttl").headers["Link"]

    assert f"<{SITE}/catalog.ttl?page=2&after=" in header
    assert 'rel="next"; type="text/turtle"' in header
    assert f'<{SITE}/catalog.rdf?page=1>; rel="alternate"; type="application/rdf+xml"' in header


def test_page_when_it_is_beyond_the_end_then_it_is_404_and_says_so(app, settled):
    for page in ("3", "99999", "999999999", "9" * 30):
        answer = app.get(f"/catalog.ttl?page={page}")
        assert answer.status_code == 404, page
        assert "pages" in answer.body or "last one is 2" in answer.body
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("condition", [{"If-None-Match": "*"}, {"If-Modified-Since": "now"}])
def test_page_when_it_is_beyond_the_end_then_no_condition_makes_it_304(
    app, three, flush, condition
):
    flush()
    if "If-Modified-Since" in condition:
        time.sleep(1.1)
        condition = {"If-Modified-Since": app.get("/catalog.ttl").headers["Last-Modified"]}

    app.get("/catalog.ttl?page=77", headers=condition, status=404)


def test_page_when_the_catalogue_is_empty_then_the_first_is_there(app, store, flush):
    for _ in range(2):  # before the first flush, and after it
        found = triples(app.get("/catalog.ttl").body)
        assert datasets(found) == set()
        assert one(found, f"{HYDRA}totalItems", SITE).startswith("0")
        app.get("/catalog.ttl?page=2", status=404)
        flush()


def test_pages_when_datasets_are_edited_meanwhile_then_none_is_missed_or_doubled(
    app, council, ckan_config, monkeypatch, flush
):
    monkeypatch.setitem(ckan_config, "ckanext.dcat.datasets_per_page", "3")
    made = [factories.dataset(council, name=f"d-{n}") for n in range(10)]
    flush()
    seen, address, page = [], "/catalog.ttl", 0
    while address:
        found = triples(app.get(address).body)
        seen += datasets(found)
        update("package_patch", id=made[page]["id"], notes=f"edited {page}")
        if page % 2:
            flush()
        address, page = (view(found).get("next") or "").removeprefix(SITE), page + 1

    assert page == 4
    assert sorted(seen) == sorted(each["id"] for each in made)


@pytest.mark.parametrize("described", [True, False])
def test_pages_when_one_is_deleted_and_one_added_meanwhile_then_links_miss_none_of_the_rest(
    app, council, three, flush, described
):
    if described:
        flush()
    first = triples(app.get("/catalog.ttl").body)
    update("package_delete", id=three[0]["id"])
    new = factories.dataset(council, name="lamps-new")
    if described:
        flush()

    rest = crawl(app, view(first)["next"].removeprefix(SITE))

    assert set.union(*map(datasets, rest)) == {three[2]["id"], new["id"]}


def test_page_when_nothing_changed_then_it_is_304_and_after_a_change_it_is_not(app, settled, flush):
    for ending in ("ttl", "nq"):
        tag = app.get(f"/catalog.{ending}").headers["ETag"]
        again = app.get(f"/catalog.{ending}", headers={"If-None-Match": tag})
        assert (again.status_code, again.body) == (304, "")
        update("package_patch", id=settled[0]["id"], notes=f"changed for {ending}")
        changed = app.get(f"/catalog.{ending}", headers={"If-None-Match": tag}, status=200)
        assert f"changed for {ending}" in changed.body
        flush()
        app.get(f"/catalog.{ending}", headers={"If-None-Match": tag}, status=200)


def test_page_when_it_is_not_modified_then_no_dataset_is_read(app, three, flush, monkeypatch):
    from ckanext.civic.rdf.views.catalogue_pages import catalogue

    flush()
    tag = app.get("/catalog.ttl").headers["ETag"]

    def read(*_args):
        raise AssertionError("read")

    monkeypatch.setattr(catalogue, "page_of_all", read)
    monkeypatch.setattr(catalogue, "search_page", read)
    assert app.get("/catalog.ttl", headers={"If-None-Match": tag}).status_code == 304


def test_page_when_a_dataset_is_hidden_then_an_old_tag_no_longer_counts(app, three, flush):
    flush()
    tag = app.get("/catalog.ttl").headers["ETag"]

    update("package_patch", id=three[0]["id"], private=True)  # the worker has not come yet

    answer = app.get("/catalog.ttl", headers={"If-None-Match": tag}, status=200)
    assert three[0]["id"] not in answer.body


def test_page_when_dates_are_asked_then_they_are_those_of_the_last_change(app, three, flush):
    flush()
    time.sleep(1.1)
    date = app.get("/catalog.ttl").headers["Last-Modified"]

    app.get("/catalog.ttl", headers={"If-Modified-Since": date}, status=304)
    update("package_patch", id=three[0]["id"], notes="changed")
    app.get("/catalog.ttl", headers={"If-Modified-Since": date}, status=200)
    flush()
    app.get("/catalog.ttl", headers={"If-Modified-Since": date}, status=200)


def test_page_when_head_is_asked_then_the_headers_are_those_of_get(app, settled):
    got, head = app.get("/catalog.ttl"), app.test_client().head("/catalog.ttl")

    assert head.data == b""
    for name in ("ETag", "Content-Type", "Content-Length", "Link", "Vary", "Cache-Control"):
        assert head.headers[name] == got.headers[name]


def test_page_when_gzip_is_taken_then_it_is_packed_under_a_tag_of_its_own(app, settled):
    plain = app.get("/catalog.ttl")
    packed = app.get("/catalog.ttl", headers={"Accept-Encoding": "gzip;q=0.8, br"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    unpacked = app.get("/catalog.ttl", headers={"If-None-Match": packed.headers["ETag"]})
    assert unpacked.status_code == 200


def test_page_when_a_script_asks_first_then_it_may_ask_on(app, store):
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    for path in ("/catalog.ttl", "/", "/catalog"):
        answer = app.options(path, headers=asked)
        assert answer.status_code == 204
        assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    got = app.get("/catalog.ttl", headers={"Origin": "https://elsewhere.example"})
    assert got.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in got.headers["Access-Control-Expose-Headers"]


def test_page_when_the_ending_is_unknown_then_it_is_404_and_names_those_there_are(app, store):
    for ending in ("foo", "json", "ttl.gz", "TTL", "ttl%00", "html", "%ff", "x" * 3000):
        answer = app.get(f"/catalog.{ending}")
        assert answer.status_code == 404, ending
        assert "ttl, jsonld" in answer.body
    assert app.get("/catalog.ttl/../../about.ttl").status_code == 404
    assert app.get("/catalog...%2f..%2fetc%2fpasswd").status_code == 404


def test_page_when_it_is_to_be_changed_then_it_is_405(app, store):
    for what in ("put", "post", "delete", "patch"):
        assert getattr(app.test_client(), what)("/catalog.ttl").status_code == 405


def test_page_when_it_is_parsed_with_graphs_then_the_view_is_in_none(app, three, flush):
    quads = list(pyoxigraph.parse(app.get("/catalog.trig").body, format=FORMATS["trig"]))

    about_page = [quad for quad in quads if HYDRA in f"{quad.predicate}{quad.object}"]
    assert all(quad.graph_name == pyoxigraph.DefaultGraph() for quad in about_page)
    assert {str(quad.graph_name) for quad in quads} >= {
        f"<{SITE}/graph/catalog>",
        f"<{SITE}/graph/manchester/lamps-0/meta>",
    }
