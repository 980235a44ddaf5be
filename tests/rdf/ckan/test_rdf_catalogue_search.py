"""``/catalog.*?q=…``: a part of the catalogue, and questions that cannot be answered."""

from __future__ import annotations

from datetime import datetime, timezone
from urllib.parse import quote

import pyoxigraph
import pytest

import factories

from .catalogue_documents import FORMATS, at_times, crawl, datasets, triples, view
from .conftest import SITE, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")


@pytest.fixture
def lighting(council, ckan_config, monkeypatch):
    """Three datasets on street lighting and one on bins, one on a page."""
    monkeypatch.setitem(ckan_config, "ckanext.dcat.datasets_per_page", "1")
    made = [
        factories.dataset(
            council,
            name=f"lighting-{n}",
            title=f"Street lighting & lamps {n}",
            tags=[{"name": "street lighting"}, {"name": "ward"}],
        )
        for n in range(3)
    ]
    factories.dataset(council, name="bins", title="Bins", tags=[{"name": "ward"}])
    return {each["id"] for each in made}


SPACED = (
    "q=street%20lighting",
    "q=street+lighting",
    "q=title:%22street%20lighting%22",
    "fq=tags:%22street%20lighting%22",
    "fq=tags:ward%20-name:bins",
    "fq=tags:ward+tags:%22street+lighting%22",
    "q=lighting&fq=organization:manchester",
    "q=" + quote("lighting & lamps"),
)


def test_search_when_it_has_spaces_then_every_page_of_it_is_found(app, lighting):
    for question in SPACED:
        pages = crawl(app, f"/catalog.ttl?{question}")
        assert len(pages) == 3, question
        assert set.union(*map(datasets, pages)) == lighting, question


def test_search_when_it_has_spaces_then_links_are_valid_in_every_syntax(app, lighting):
    for ending in FORMATS:
        pages = crawl(app, f"/catalog.{ending}?q=street%20lighting%20%26%20lamps", ending)
        assert len(pages) == 3
        for link in [link for page in pages for link in view(page).values()]:
            assert "q=street+lighting+%26+lamps" in link
            pyoxigraph.NamedNode(link)


def test_search_when_pages_are_asked_by_number_then_they_are_those_of_the_links(app, lighting):
    linked = [datasets(page) for page in crawl(app, "/catalog.nt?q=lighting", "nt")]
    numbered = [
        datasets(triples(app.get(f"/catalog.nt?q=lighting&page={n}").body, "nt")) for n in (1, 2, 3)
    ]
    assert linked == numbered
    app.get("/catalog.nt?q=lighting&page=4", status=404)


def test_search_when_datasets_were_made_in_one_moment_then_none_is_missed(app, lighting, flush):
    at_times(*((each, "2020-01-31T12:00:00") for each in lighting))
    for package_id in lighting:
        update("package_patch", id=package_id, notes="again in the index")

    waiting = crawl(app, "/catalog.ttl?q=lighting")
    whole = crawl(app, "/catalog.ttl")
    flush()
    described = crawl(app, "/catalog.ttl")

    assert sorted(id for page in waiting for id in datasets(page)) == sorted(lighting)
    assert [datasets(page) for page in whole] == [datasets(page) for page in described]
    assert len(described) == 4


def test_search_when_nothing_is_found_then_the_page_is_empty(app, lighting):
    found = triples(app.get("/catalog.ttl?q=allotments").body)

    assert datasets(found) == set()
    assert view(found)["last"] == f"{SITE}/catalog.ttl?q=allotments&page=1"


def test_search_when_a_moment_is_given_then_only_later_changes_come(app, lighting):
    since = datetime.now(timezone.utc)
    changed = sorted(lighting)[0]
    update("package_patch", id=changed, notes="changed")

    for text in (
        since.isoformat(),  # with +00:00, which a browser's form makes a space of
        quote(since.isoformat()),
        since.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        since.replace(tzinfo=None).isoformat(),
    ):
        assert datasets(triples(app.get(f"/catalog.ttl?modified_since={text}").body)) == {changed}
    for text in ("2020", "2020-01", "2020-01-31", "2020-01-31T00:00:00"):
        assert len(crawl(app, f"/catalog.ttl?modified_since={text}")) == 4
    assert not datasets(triples(app.get("/catalog.ttl?modified_since=2099-01-01").body))


WRONG = (
    "fq=(((",
    "fq=tags:",
    "fq=nonesuch:[",
    "q=title:(",
    "q=title:%22",
    "fq={!join from=id to=id}id:x",
    "q={!lucene}x",
    "q=_query_:%22x%22",
    "page=x",
    "page=0",
    "page=-1",
    "page=1.5",
    "page=%D9%A1",  # a digit, but not one of ours
    "modified_since=yesterday",
    "modified_since=2026-13-45",
    "modified_since=99999-01-01",
    "modified_since=0000",
    "after=x",
    "after=2026-13-45T00:00:00.000Z~a",
    "q=%00",
    "q=a%0Ab",
    "fq=%1b[31m",
    "q=%ff%fe",
    "fq=%c3%28",
    "q=" + "x" * 5000,
    "fq=" + "tags:a%20OR%20" * 1000,
    "profiles=nonesuch",
    "profiles=../x",
    "profiles=civic_dcat_ap,nonesuch",
)


def test_search_when_it_cannot_be_understood_then_it_is_400_and_says_why(app, lighting):
    for question in WRONG:
        answer = app.get(f"/catalog.ttl?{question}")
        assert answer.status_code == 400, question
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert question.split("=")[0] in answer.body.split(":")[0].split(", "), question
        for word in ("Traceback", "SOLR", "pysolr", "127.0.0.1", "permission_labels"):
            assert word not in answer.body


def test_search_when_the_index_is_down_then_it_is_503(app, lighting, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "solr_url", "http://127.0.0.1:9/solr/none")

    answer = app.get("/catalog.ttl?q=lighting", status=503)

    assert answer.headers["Retry-After"]
    assert "127.0.0.1" not in answer.body


def test_page_when_the_index_is_down_then_what_is_described_is_there(
    app, lighting, flush, ckan_config, monkeypatch
):
    flush()
    monkeypatch.setitem(ckan_config, "solr_url", "http://127.0.0.1:9/solr/none")

    assert len(crawl(app, "/catalog.ttl")) == 4


CURIOUS = (
    "fq=capacity:private",
    "fq=*:*%20OR%20capacity:private",
    "fq=capacity:private)%20OR%20(capacity:public",
    "fq=state:draft",
    "fq=%2Bstate:(draft%20OR%20deleted%20OR%20active)",
    "fq=permission_labels:*",
    "q=capacity:private",
    "q=*:*%20OR%20capacity:private&fq=-capacity:public",
    "fq=name:secret",
    "q=secret",
    "q=id:*&include_private=true&include_drafts=true",
    "fq=-dataset_type:nonesuch",
)


def test_search_when_it_asks_for_what_is_hidden_then_nothing_of_it_is_told(
    app, council, lighting, ckan_config, monkeypatch
):
    monkeypatch.setitem(ckan_config, "ckanext.dcat.datasets_per_page", "100")
    secret = factories.dataset(council, name="secret", title="Secret lighting", private=True)
    draft = factories.dataset(council, name="a-draft", title="Draft secret", state="draft")
    gone = factories.dataset(council, name="deleted", title="Deleted secret")
    update("package_delete", id=gone["id"])

    for question in CURIOUS:
        answer = app.get(f"/catalog.nt?{question}")
        assert answer.status_code in (200, 400), question
        for each in (secret, draft, gone):
            assert each["id"] not in answer.body + str(answer.headers), question
        if answer.status_code == 200:
            total = len(datasets(triples(answer.body, "nt")))
            assert f'totalItems> "{total}"^^' in answer.body, question
