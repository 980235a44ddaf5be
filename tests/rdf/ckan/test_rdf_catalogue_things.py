"""Datasets, files, organisations and groups at their own addresses."""

from __future__ import annotations

import pytest
import rdflib

import factories

from .catalogue_documents import DCAT, DCT, FORMATS, datasets, one, triples
from .conftest import SITE, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

FOAF, SKOS = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2004/02/skos/core#"
TURTLE = {"Accept": "text/turtle"}
PAGE = {"Accept": "text/html"}


@pytest.fixture
def lamps(council):
    """A dataset with two files, in a group."""
    theme = factories.core.Group(name="transport", title="Transport & roads")
    return factories.dataset(
        council,
        name="lamps",
        title="Street lamps",
        license_id="uk-ogl",
        groups=[{"name": theme["name"]}],
        resources=[
            {"name": "all lamps", "url": "https://a.example/lamps.csv", "format": "CSV"},
            {"name": "a map", "url": "https://a.example/map.pdf", "format": "PDF"},
        ],
    )


@pytest.mark.parametrize("described", [True, False])
def test_dataset_when_asked_in_any_format_then_it_is_described(app, lamps, flush, described):
    if described:
        flush()
    for ending in FORMATS:
        by_id = app.get(f"/dataset/{lamps['id']}.{ending}")
        by_name = app.get(f"/dataset/lamps.{ending}")
        assert by_id.body == by_name.body
        found = triples(by_id.body, ending)
        assert datasets(found) == {lamps["id"]}
        assert one(found, f"{DCT}title", f"{SITE}/dataset/{lamps['id']}") == "Street lamps"


def test_documents_when_the_accept_header_prefers_data_then_the_same_address_has_it(app, lamps):
    resource = lamps["resources"][0]["id"]
    for path, ending_path in (
        ("/", "/catalog"),
        ("/catalog", "/catalog"),
        (f"/dataset/{lamps['id']}", f"/dataset/{lamps['id']}"),
        ("/dataset/lamps", "/dataset/lamps"),
        (f"/dataset/lamps/resource/{resource}", f"/dataset/lamps/resource/{resource}"),
        ("/organization/manchester", "/organization/manchester"),
        ("/group/transport", "/group/transport"),
    ):
        for accept, kind in (
            ("text/turtle", "text/turtle"),
            ("text/html;q=0.5, text/turtle;q=0.9", "text/turtle"),
            ("application/ld+json, text/turtle;q=0.9", "application/ld+json"),
            ("text/turtle;q=0, application/rdf+xml;q=0.1, */*;q=0", "application/rdf+xml"),
            ("application/n-quads", "application/n-quads"),
        ):
            answer = app.get(path, headers={"Accept": accept})
            assert answer.headers["Content-Type"].startswith(kind), (path, accept)
            assert {"Accept", "Accept-Encoding"} <= set(answer.headers["Vary"].split(", "))
        location = app.get(path, headers=TURTLE).headers["Content-Location"]
        assert location.partition("?")[0] == f"{SITE}{ending_path}.ttl"
        assert app.get(location.removeprefix(SITE)).body == app.get(path, headers=TURTLE).body


LIKES_PAGES = (
    "text/html",
    "*/*",
    "",
    "text/html, text/turtle",
    "application/xhtml+xml, text/turtle;q=0.9",
    "text/turtle;q=0.8, text/html;q=0.9",
    "image/png",
    "application/json",
    "nonsense",
    "text/turtle;q=many",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
)


def test_documents_when_a_page_is_liked_as_well_then_it_is_ckans_page(app, lamps):
    resource = lamps["resources"][0]["id"]
    paths = ("/dataset/lamps", f"/dataset/lamps/resource/{resource}", "/organization/manchester")
    asked = [("/dataset/lamps", accept) for accept in LIKES_PAGES]
    for path, accept in [*asked, *((path, "*/*") for path in ("/", "/group/transport", *paths))]:
        answer = app.get(path, headers={"Accept": accept})
        assert answer.headers["Content-Type"].startswith("text/html"), (path, accept)
        assert "<html" in answer.body
        assert "Accept" in answer.headers["Vary"]


def test_page_when_it_has_data_too_then_its_header_links_to_each_format(app, lamps):
    header = app.get("/dataset/lamps", headers=PAGE).headers["Link"]
    for ending in ("ttl", "jsonld", "rdf", "nt", "nq", "trig", "n3"):
        assert f'<{SITE}/dataset/lamps.{ending}>; rel="alternate"' in header
    assert f'<{SITE}/catalog.ttl>; rel="alternate"' in app.get("/", headers=PAGE).headers["Link"]
    assert "Link" not in app.get("/about", headers=PAGE).headers


def test_catalog_when_people_ask_for_it_then_they_come_to_the_search(app, store):
    answer = app.get("/catalog", headers=PAGE, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/dataset/")


def test_dataset_when_a_form_or_a_tab_is_asked_then_it_stays_ckans(app, lamps):
    user = factories.core.Sysadmin()
    token = factories.token_of(user["name"])
    headers = {**TURTLE, "Authorization": token}
    assert "<html" in app.get("/dataset/new", headers=headers).body
    assert "<html" in app.get("/dataset/lamps/linked-data", headers=TURTLE).body
    assert "<html" in app.get("/dataset/", headers=TURTLE).body


def test_dataset_when_its_tag_is_known_then_it_is_304_until_it_changes(app, lamps, flush):
    flush()
    tag = app.get("/dataset/lamps.ttl").headers["ETag"]

    app.get("/dataset/lamps.ttl", headers={"If-None-Match": tag}, status=304)
    app.get("/dataset/lamps.rdf", headers={"If-None-Match": tag}, status=200)
    update("package_patch", id="lamps", notes="changed")
    assert "changed" in app.get("/dataset/lamps.ttl", headers={"If-None-Match": tag}).body


NONSENSE = (
    "/dataset/lamps.foo",
    "/dataset/lamps.json",
    "/dataset/none.ttl",
    "/dataset/..%2f..%2fetc%2fpasswd.ttl",
    "/dataset/%00.ttl",
    "/dataset/%ff.ttl",
    "/dataset/a%0d%0aSet-Cookie:x.ttl",
    "/dataset/'%20OR%201=1--.ttl",
    "/dataset/.ttl",
    "/dataset/" + "x" * 5000 + ".ttl",
    "/dataset/lamps/resource/none.ttl",
    "/dataset/lamps/resource/%00.nt",
    "/dataset/lamps/resource/../lamps.nt",
    "/organization/none.ttl",
    "/organization/%00.ttl",
    "/group/none.ttl",
    "/organization/lamps.foo",
    "/organization/transport.ttl",
    "/group/manchester.ttl",
    "/dataset/manchester.ttl",
)


def test_documents_when_the_address_is_nonsense_then_it_is_404(app, lamps):
    for path in NONSENSE:
        answer = app.get(path)
        assert answer.status_code == 404, path
        assert "Traceback" not in answer.body
        assert "Set-Cookie:x" not in str(answer.headers)


def test_resource_when_its_iri_is_followed_then_it_tells_of_the_file(app, lamps, flush):
    flush()
    whole = triples(app.get("/dataset/lamps.ttl").body)
    for resource in lamps["resources"]:
        iri = f"{SITE}/dataset/{lamps['id']}/resource/{resource['id']}"
        assert (f"<{SITE}/dataset/{lamps['id']}>", f"<{DCAT}distribution>", f"<{iri}>") in whole
        for found in (
            triples(app.get(iri.removeprefix(SITE), headers=TURTLE).body),
            triples(app.get(f"{iri.removeprefix(SITE)}.nq").body, "nq"),
        ):
            assert one(found, f"{DCAT}accessURL") == resource["url"]
            assert found < whole


@pytest.mark.parametrize("described", [True, False])
def test_organization_when_it_is_renamed_then_every_document_says_so_at_once(
    app, council, lamps, flush, described
):
    if described:
        flush()
    for path in ("/catalog.ttl", "/dataset/lamps.ttl", "/organization/manchester.ttl"):
        assert "Manchester City Council" in app.get(path).body

    update("organization_patch", id=council["id"], title="Greater Manchester")

    for profiles in ("", "?profiles=euro_dcat_ap_3"):
        for path in ("/catalog.ttl", "/dataset/lamps.ttl"):
            body = app.get(path + profiles).body
            assert "Greater Manchester" in body
            assert "Manchester City Council" not in body
    assert "Greater Manchester" in app.get("/organization/manchester.ttl").body


def test_organization_when_its_iri_is_followed_then_it_tells_who_it_is(app, council, lamps):
    update(
        "organization_patch",
        id=council["id"],
        description="The council of Manchester.",
        image_url="javascript:alert(1)",
        extras=[
            {"key": "email", "value": "data@manchester.example"},
            {"key": "homepage", "value": "https://manchester.example/"},
            {"key": "uri", "value": "not an iri"},
        ],
    )
    publisher = one(
        triples(app.get("/dataset/lamps.ttl").body),
        f"{DCT}publisher",
        f"{SITE}/dataset/{lamps['id']}",
    )
    found = triples(app.get(publisher.removeprefix(SITE), headers=TURTLE).body)

    assert one(found, f"{FOAF}name", publisher) == "Manchester City Council"
    assert one(found, f"{DCT}description", publisher) == "The council of Manchester."
    assert one(found, f"{FOAF}mbox", publisher) == "mailto:data@manchester.example"
    assert one(found, f"{FOAF}homepage", publisher) == "https://manchester.example/"
    assert not any(term.startswith(("<not", "<java")) for each in found for term in each)
    see = one(found, str(rdflib.RDFS.seeAlso), publisher)
    assert datasets(triples(app.get(see.removeprefix(SITE), headers=TURTLE).body)) == {lamps["id"]}
    by_id = app.get(f"/organization/{council['id']}.ttl").body
    assert by_id == app.get("/organization/manchester.ttl").body


def test_organization_when_it_is_deleted_then_it_is_404(app, council, store):
    update("organization_delete", id=council["id"])

    app.get("/organization/manchester.ttl", status=404)


def test_group_when_the_iri_of_a_theme_is_followed_then_it_tells_its_name(app, lamps):
    theme = one(triples(app.get("/dataset/lamps.ttl").body), f"{DCAT}theme")
    found = triples(app.get(theme.removeprefix(SITE), headers=TURTLE).body)

    assert one(found, f"{SKOS}prefLabel", theme) == "Transport & roads"
