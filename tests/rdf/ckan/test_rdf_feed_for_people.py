"""``/rdf/feed`` and ``/.well-known/void`` opened in a browser: pages, and files with names."""

from __future__ import annotations

from typing import Any

import pytest

import factories
from ckanext.civic.rdf.logic.descriptions import settle

from .conftest import SITE, add_rows, lamp, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
BOTH = ["/rdf/feed", "/.well-known/void"]


@pytest.fixture
def datasets(council, ckan_config, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Four datasets in a feed with three changes a page."""
    monkeypatch.setitem(ckan_config, "ckanext.civic.rdf.feed_page_size", 3)
    found = [
        factories.dataset(council, name=f"set-{n}", title=f"Canary & co {n}") for n in range(1, 5)
    ]
    for dataset in found:
        settle(dataset["id"])
    return found


def get(app, path: str, accept: str = BROWSER, **headers: str):
    return app.get(path, headers={"Accept": accept, **headers})


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    ("accept", "is_page"),
    [
        (BROWSER, True),
        ("text/html", True),
        ("application/xhtml+xml", True),
        ("text/html;q=0.5, application/ld+json;q=0.4", True),
        ("text/html;q=0.5, application/ld+json", False),
        ("application/ld+json, text/html", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_document_when_asked_with_qualities_then_is_a_page_only_where_that_is_preferred(
    app, datasets, path, accept, is_page
):
    answer = get(app, path, accept)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html") is is_page
    assert "Accept" in answer.headers["Vary"]
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "accept", "name"),
    [
        ("/rdf/feed", "application/trig", "feed.trig"),
        ("/rdf/feed", "*/*", "feed.trig"),
        ("/rdf/feed.jsonld", BROWSER, "feed.jsonld"),
        ("/rdf/feed/by-3/1-3.nq", BROWSER, "feed-1-3.nq"),
        ("/.well-known/void", "*/*", "void.ttl"),
        ("/.well-known/void?format=nt", BROWSER, "void.nt"),
    ],
)
def test_data_when_fetched_then_have_a_file_name_and_are_shown_where_that_is_possible(
    app, datasets, path, accept, name
):
    disposition = get(app, path, accept).headers["Content-Disposition"]
    assert disposition == f'inline; filename="{name}"'


def test_feed_page_when_opened_then_tells_the_newest_changes_with_links(app, datasets):
    factories.act("package_patch", factories.site_user(), id="set-1", title="New words")
    settle(datasets[0]["id"])
    body = get(app, "/rdf/feed").body

    changed, created = body.index("New words"), body.index("Canary &amp; co 4")
    assert changed < created
    assert "Changed:" in body and "New:" in body
    assert f'href="{SITE}/dataset/{datasets[3]["id"]}"' in body
    assert "Canary &amp; co 1" not in body
    for address in ("by-3/1-3", "by-3/4-6"):
        assert f'href="{SITE}/rdf/feed/{address}"' in body
    for ending in ("trig", "jsonld", "nq"):
        assert f'href="{SITE}/rdf/feed.{ending}"' in body


@pytest.mark.parametrize("how", ["private", "deleted"])
def test_feed_page_when_a_dataset_is_hidden_then_only_its_address_is_left_before_any_worker(
    app, datasets, how
):
    if how == "private":
        update("package_patch", id="set-2", private=True)
    else:
        update("package_delete", id="set-2")

    for path in ("/rdf/feed", "/rdf/feed/by-3/1-3", "/rdf/feed/by-3/4-6"):
        body = get(app, path).body
        assert "Canary &amp; co 2" not in body
    body = get(app, "/rdf/feed").body
    assert "Withdrawn:" in body
    assert f'href="{SITE}/dataset/{datasets[1]["id"]}"' not in body


def test_page_of_the_feed_when_full_and_opened_then_its_data_alone_may_be_kept(app, datasets):
    shown = get(app, "/rdf/feed/by-3/1-3")
    data = get(app, "/rdf/feed/by-3/1-3", "application/trig")

    assert "Canary &amp; co 2" in shown.body and "Canary &amp; co 4" not in shown.body
    assert "immutable" not in shown.headers["Cache-Control"]
    assert "immutable" in data.headers["Cache-Control"]
    assert "Accept" in data.headers["Vary"]
    tag = {"If-None-Match": data.headers["ETag"]}
    assert get(app, "/rdf/feed/by-3/1-3", **tag).status_code == 200
    assert get(app, "/rdf/feed/by-3/1-3", "application/trig", **tag).status_code == 304
    assert get(app, "/rdf/feed/by-3/7-9").status_code == 404


def test_page_of_the_feed_when_all_of_it_has_changed_then_is_gone_for_people_too(app, datasets):
    for dataset in datasets[:3]:
        factories.act("package_patch", factories.site_user(), id=dataset["id"], title="New")
        settle(dataset["id"])
    assert get(app, "/rdf/feed/by-3/1-3").status_code == 410


def test_feed_page_when_nothing_is_published_then_says_so(app, store):
    assert "Nothing has been published yet." in get(app, "/rdf/feed").body


def test_void_page_when_opened_then_leads_to_the_data(app, council, flush):
    dataset = factories.dataset(council, name="lamps", title="Street <lamps>")
    graph = f"{SITE}/graph/manchester/lamps"
    add_rows(dataset, lamp(graph, 1) + lamp(graph, 2))
    flush()
    body = get(app, "/.well-known/void").body

    assert "Street &lt;lamps&gt;" in body and "4 facts" in body
    for path in ("/rdf/feed", "/rdf/catalog.nq", "/graph/manchester/lamps"):
        assert f'href="{SITE}{path}"' in body
    assert f'href="{SITE}/.well-known/void?format=jsonld"' in body

    update("package_patch", id="lamps", private=True)
    assert "lamps" not in get(app, "/.well-known/void").body.lower()
