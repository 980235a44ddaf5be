"""``/rdf/feed`` on a real portal: what it says after changes, and what it never says again."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph
import pyshacl
import pytest
import rdflib
import sqlalchemy as sa
from ckan import model

import factories
from ckanext.civic.changes.model import CivicChange
from ckanext.civic.core import clock
from ckanext.civic.rdf.feed import FORMATS
from ckanext.civic.rdf.logic.catching_up import queue_when_described_otherwise
from ckanext.civic.rdf.logic.descriptions import current, settle

from .conftest import SITE

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

AS = "https://www.w3.org/ns/activitystreams#"
TREE = "https://w3id.org/tree#"
FEED = f"{SITE}/rdf/feed"
TYPE = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@pytest.fixture
def small_pages(ckan_config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three changes a page."""
    monkeypatch.setitem(ckan_config, "ckanext.civic.rdf.feed_page_size", 3)


@pytest.fixture
def datasets(council, small_pages) -> list[dict[str, Any]]:
    """Five datasets that have been described: changes 1 to 5, a full page and another one."""
    found = [
        factories.dataset(
            council,
            name=f"set-{n}",
            title=f"Set {n}",
            notes=f"Canary {n}.",
            license_id="uk-ogl",
            resources=[{"url": f"http://e.example/{n}.csv", "format": "CSV", "name": "File"}],
        )
        for n in range(1, 6)
    ]
    for dataset in found:
        settle(dataset["id"])
    return found


def node(text: str) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(text)


def get(app, address: str, format_: str = "trig", **headers: str):
    """Fetch an address as a client does: full address in, path asked for."""
    parts = urlsplit(address)
    return app.get(parts.path, headers={"Accept": FORMATS[format_], **headers})


def store_of(app, address: str, format_: str = "trig") -> pyoxigraph.Store:
    answer = get(app, address, format_)
    assert answer.status_code == 200, answer.body
    store = pyoxigraph.Store()
    syntax = pyoxigraph.RdfFormat.from_media_type(FORMATS[format_])
    store.extend(pyoxigraph.parse(answer.data, format=syntax))
    return store


def followed(app, entry: str = FEED, format_: str = "trig") -> Iterator[tuple[str, Any]]:
    """Follow the relations as LDES says (5.5.1, unordered): yield each address and its quads."""
    waiting, seen = [entry], set()
    while waiting:
        address = waiting.pop(0)
        seen.add(address)
        store = store_of(app, address, format_)
        yield address, store
        for relation in store.quads_for_pattern(node(address), node(TREE + "relation"), None):
            for target in store.quads_for_pattern(relation.object, node(TREE + "node"), None):
                if target.object.value not in seen and target.object.value not in waiting:
                    waiting.append(target.object.value)


def members(app, entry: str = FEED, format_: str = "trig") -> list[dict[str, Any]]:
    """Return the activities of the whole feed by their time, with their payloads."""
    found = []
    for _, store in followed(app, entry, format_):
        for quad in store.quads_for_pattern(None, node(TREE + "member"), None):
            activity = quad.object
            about = {
                each.predicate.value: each.object.value
                for each in store.quads_for_pattern(activity, None, None, pyoxigraph.DefaultGraph())
            }
            payload = store.quads_for_pattern(None, None, None, activity)
            found.append(
                {
                    "iri": activity.value,
                    "kind": about[TYPE.value].removeprefix(AS),
                    "object": about[AS + "object"],
                    "at": about[AS + "published"],
                    "payload": {str(pyoxigraph.Triple(*each.triple)) for each in payload},
                }
            )
    return sorted(found, key=lambda each: each["at"])


def last_change_at(package_id: str) -> datetime:
    """Return when a dataset changed last, by the log."""
    query = sa.select(CivicChange.at).where(CivicChange.package_id == package_id)
    return model.Session.scalars(query.order_by(CivicChange.seq.desc())).first()


def test_feed_when_followed_then_a_replica_holds_what_the_portal_describes(app, datasets):
    update = {**datasets[1], "title": "Second, renamed"}
    factories.act("package_update", factories.site_user(), **update)
    factories.act("package_delete", factories.site_user(), id="set-3")
    for dataset in datasets:
        settle(dataset["id"])

    replica: dict[str, set[str]] = {}
    for member in members(app):
        if member["kind"] == "Delete":
            replica.pop(member["object"], None)
        else:
            replica[member["object"]] = member["payload"]

    described = current([dataset["id"] for dataset in datasets])
    expected = {
        each.iri: {
            str(triple)
            for triple in pyoxigraph.parse(each.ntriples, format=pyoxigraph.RdfFormat.N_TRIPLES)
        }
        for each in described.values()
    }
    assert len(expected) == 4
    assert {iri: len(payload) for iri, payload in replica.items()} == {
        iri: len(payload) for iri, payload in expected.items()
    }
    assert {name for text in replica.values() for name in text} == {
        f"{name}" for text in expected.values() for name in text
    }


def test_feed_when_asked_in_each_format_then_says_the_same(app, datasets):
    told = [members(app, format_=format_) for format_ in FORMATS]
    assert len(told[0]) == 5
    assert told[0] == told[1] == told[2]
    assert members(app, f"{FEED}.trig") == told[0]
    assert members(app, f"{FEED}.jsonld", "jsonld") == told[0]


def test_feed_when_validated_then_breaks_neither_its_shape_nor_dcat_ap(app, datasets, shared):
    factories.act("package_delete", factories.site_user(), id="set-3")
    settle(datasets[2]["id"])
    everything = rdflib.Graph()
    for _, store in followed(app):
        for quad in store:
            text = f"{pyoxigraph.Triple(*quad.triple)} .\n"
            everything.parse(data=text, format="nt")
    for name in ("ldes-dcat-ap-feeds_shape.ttl", "dcat-ap-3.0.1_shacl_dcat-ap-SHACL.ttl"):
        shapes = rdflib.Graph().parse(shared / "shapes" / name)
        conforms, _, report = pyshacl.validate(everything, shacl_graph=shapes)
        assert conforms, report
    assert len(set(everything.subjects(rdflib.RDF.type, rdflib.URIRef(AS + "Delete")))) == 1


def test_full_page_when_others_are_added_then_stays_to_the_byte_and_may_be_kept(
    app, council, datasets
):
    full = f"{FEED}/by-3/1-3"
    before = get(app, full)
    settle(factories.dataset(council, name="more")["id"])
    after = get(app, full)

    assert after.data == before.data
    assert after.headers["ETag"] == before.headers["ETag"]
    caching = after.headers["Cache-Control"]
    assert "immutable" in caching and "max-age=31536000" in caching
    assert "s-maxage=0" in caching  # what many share must ask, in case something was withdrawn
    newest = get(app, f"{FEED}/by-3/4-6")
    assert newest.headers["Cache-Control"] == after.headers["Cache-Control"]  # full by now
    assert "immutable" not in get(app, FEED).headers["Cache-Control"]


def test_newest_page_when_it_grows_then_has_another_etag(app, council, datasets):
    newest = f"{FEED}/by-3/4-6"
    before = get(app, newest)
    assert "immutable" not in before.headers["Cache-Control"]
    unchanged = get(app, newest, **{"If-None-Match": before.headers["ETag"]})
    root = get(app, FEED)
    settle(factories.dataset(council, name="more")["id"])
    changed = get(app, newest, **{"If-None-Match": before.headers["ETag"]})

    assert unchanged.status_code == 304
    assert unchanged.data == b""
    assert changed.status_code == 200
    assert get(app, FEED, **{"If-None-Match": root.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("how", ["private", "deleted", "purged"])
def test_feed_when_a_dataset_is_withdrawn_then_only_its_tombstone_is_left_before_any_worker(
    app, datasets, how
):
    user = factories.site_user()
    if how == "private":
        factories.act("package_patch", user, id="set-2", private=True)
    else:
        factories.act("package_delete", user, id="set-2")
    if how == "purged":
        factories.act("dataset_purge", user, id="set-2")

    told = [each for each in members(app) if each["object"].endswith(datasets[1]["id"])]
    assert [(each["kind"], each["payload"]) for each in told] == [("Delete", set())]
    for name in FORMATS:
        for address, _ in followed(app, format_=name):
            assert b"Canary 2." not in get(app, address, name).data


def test_feed_when_a_dataset_changes_then_what_it_said_before_is_gone(app, datasets):
    factories.act("package_patch", factories.site_user(), id="set-1", notes="Other words.")
    settle(datasets[0]["id"])

    told = [each for each in members(app) if each["object"].endswith(datasets[0]["id"])]
    assert [each["kind"] for each in told] == ["Update"]
    assert b"Canary 1." not in get(app, f"{FEED}/by-3/1-3").data


def test_feed_when_a_dataset_is_shown_again_then_it_is_created_after_its_tombstone(app, datasets):
    user = factories.site_user()
    factories.act("package_patch", user, id="set-2", private=True)
    settle(datasets[1]["id"])
    factories.act("package_patch", user, id="set-2", private=False)
    settle(datasets[1]["id"])

    told = [each for each in members(app) if each["object"].endswith(datasets[1]["id"])]
    assert [each["kind"] for each in told] == ["Create"]


def test_page_when_all_of_it_has_changed_since_then_is_gone_and_not_linked(app, datasets):
    for dataset in datasets[:3]:
        factories.act("package_patch", factories.site_user(), id=dataset["id"], title="New")
        settle(dataset["id"])

    assert get(app, f"{FEED}/by-3/1-3").status_code == 410
    led_to = {address.rpartition("/")[2] for address, _ in followed(app)}
    assert led_to == {"feed", "4-6", "7-9"}


def test_feed_when_asked_by_head_or_gzip_then_answers_as_to_get(app, datasets):
    full = f"{FEED}/by-3/1-3"
    plain = get(app, full)
    packed = get(app, full, **{"Accept-Encoding": "gzip"})
    head = app.flask_app.test_client().head(
        "/rdf/feed/by-3/1-3", headers={"Accept": FORMATS["trig"]}
    )

    assert gzip.decompress(packed.data) == plain.data
    assert head.data == b"" and head.headers["ETag"] == plain.headers["ETag"]
    assert plain.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in plain.headers["Vary"]


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/rdf/feed", "text/csv", 406),
        ("/rdf/feed", "text/html,*/*;q=0.1", 200),
        ("/rdf/feed.ttl", "*/*", 404),
        ("/rdf/feed/by-3/2-4", "*/*", 404),
        ("/rdf/feed/by-3/7-9", "*/*", 404),
        ("/rdf/feed/by-0/1-1", "*/*", 404),
        ("/rdf/feed/by-3/1-99999999999999999999999", "*/*", 404),
        ("/rdf/feed/by-100/1-100", "*/*", 200),
        ("/rdf/feed/by-1/1-100", "*/*", 200),
        ("/rdf/feed/by-3/1-3.jsonld", "application/trig", 200),
    ],
)
def test_feed_when_asked_for_this_and_that_then_answers_plainly(
    app, datasets, path, accept, status
):
    answer = app.get(path, headers={"Accept": accept})
    assert answer.status_code == status


def test_feed_when_settings_change_then_the_catalogue_itself_is_updated(
    app, datasets, ckan_config, monkeypatch, shared
):
    def told() -> list[dict[str, Any]]:
        queue_when_described_otherwise()
        return [each for each in members(app) if each["object"] == SITE]

    (before,) = told()
    root = get(app, FEED)
    assert get(app, FEED, **{"If-None-Match": root.headers["ETag"]}).status_code == 304
    monkeypatch.setitem(ckan_config, "ckan.site_title", "Another name")
    assert not [each for each in members(app) if each["object"] == SITE]  # not on record yet
    (after,) = told()

    assert after["kind"] == "Update" and after["iri"] != before["iri"]
    assert after["at"] > before["at"]
    assert any("Another name" in text for text in after["payload"])
    assert get(app, FEED, **{"If-None-Match": root.headers["ETag"]}).status_code == 200
    graph = rdflib.Graph()
    graph.parse(data="".join(f"{text} .\n" for text in after["payload"]), format="nt")
    shapes = rdflib.Graph().parse(shared / "shapes" / "dcat-ap-3.0.1_shacl_dcat-ap-SHACL.ttl")
    assert pyshacl.validate(graph, shacl_graph=shapes)[0]


def test_times_when_the_clock_goes_back_then_do_not(council, datasets, monkeypatch):
    last = last_change_at(datasets[-1]["id"])
    monkeypatch.setattr(clock, "now", lambda: last - timedelta(days=1))
    factories.act("package_patch", factories.site_user(), id="set-1", title="New")
    settle(datasets[0]["id"])
    assert last_change_at(datasets[0]["id"]) >= last


def test_feed_when_the_portal_has_no_datasets_then_is_there_without_pages(app, store):
    assert [address for address, _ in followed(app)] == [FEED]
