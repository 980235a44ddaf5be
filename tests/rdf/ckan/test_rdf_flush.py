"""Datasets reach the store as a stranger sees them, and leave it when they are hidden."""

from __future__ import annotations

import pytest
from ckan import model
from ckan.plugins import toolkit as tk

import factories
from ckanext.civic.rdf import jobs
from ckanext.civic.rdf.logic import repair
from ckanext.civic.rdf.model import CivicRdfGraph, CivicRdfOutbox

from .conftest import SITE, add_rows, lamp, update

pytestmark = pytest.mark.with_plugins("civic_rdf")

ROWS = f"{SITE}/graph/manchester/lamps"


@pytest.fixture
def lamps(council):
    return factories.dataset(council, name="lamps", title="Street lamps", license_id="uk-ogl")


def test_flush_when_a_dataset_was_made_then_its_metadata_are_in_the_store(lamps, store, flush):
    done = flush()

    assert done["written"] == 2  # the dataset and the catalogue
    assert store.graphs() == {f"{ROWS}/meta", f"{SITE}/graph/catalog"}
    titles = store.select(
        f"SELECT ?t {{ GRAPH <{ROWS}/meta> {{ <{SITE}/dataset/{lamps['id']}> "
        "<http://purl.org/dc/terms/title> ?t } }"
    )
    assert titles == [{"t": "Street lamps"}]


def test_flush_when_rows_were_uploaded_then_they_are_in_their_graph(lamps, store, flush):
    add_rows(lamps, lamp(ROWS, 1) + lamp(ROWS, 2))

    flush()

    assert store.count(ROWS) == 4
    shown = factories.act("civic_rdf_dataset_show", None, id="lamps")
    assert shown["state"] == "up to date"
    assert {graph["kind"]: graph["quads"] for graph in shown["graphs"]}["rows"] == 4


def test_flush_when_nothing_changed_then_nothing_is_written(lamps, store, flush):
    add_rows(lamps, lamp(ROWS, 1))
    flush()
    update("civic_rdf_dataset_refresh", id="lamps")

    done = flush()

    assert (done["written"], done["withdrawn"], done["quads_changed"]) == (0, 0, 0)
    assert done["unchanged"] == 3


def test_flush_when_the_dataset_became_private_then_its_graphs_are_gone(lamps, store, flush):
    add_rows(lamps, lamp(ROWS, 1))
    flush()
    update("package_patch", id="lamps", private=True)

    flush()

    assert store.graphs() == {f"{SITE}/graph/catalog"}
    assert not model.Session.query(CivicRdfGraph).filter_by(package_id=lamps["id"]).count()


def test_flush_when_datasets_were_deleted_and_purged_then_their_graphs_are_gone(
    lamps, council, store, flush
):
    factories.dataset(council, name="bins")
    flush()
    update("package_delete", id="lamps")
    update("dataset_purge", id="bins")

    flush()

    assert store.graphs() == {f"{SITE}/graph/catalog"}


def test_flush_when_the_dataset_was_renamed_then_the_old_graphs_are_gone(lamps, store, flush):
    flush()
    update("package_patch", id="lamps", name="lanterns")

    flush()

    assert store.graphs() == {f"{SITE}/graph/manchester/lanterns/meta", f"{SITE}/graph/catalog"}


def test_flush_when_the_council_was_renamed_then_its_datasets_follow(lamps, store, flush):
    flush()
    update("organization_patch", id="manchester", title="The City of Manchester")

    assert flush()["written"] == 1
    names = store.select(
        f"SELECT ?n {{ GRAPH <{ROWS}/meta> {{ ?agent <http://xmlns.com/foaf/0.1/name> ?n }} }}"
    )
    assert names == [{"n": "The City of Manchester"}]


def test_flush_when_the_visibility_signal_came_then_the_dataset_is_looked_at(lamps, store, flush):
    flush()
    store.delete(f"{ROWS}/meta")
    model.Session.query(CivicRdfGraph).filter_by(graph=f"{ROWS}/meta").delete()
    model.Session.commit()

    tk.signals.ckanext.signal("civic:dataset_visibility_changed").send(
        "gate", package_id=lamps["id"]
    )

    assert flush()["written"] == 1
    assert f"{ROWS}/meta" in store.graphs()


def test_flush_when_the_store_is_down_then_up_then_nothing_is_lost(
    lamps, store, flush, ckan_config, monkeypatch
):
    key = "ckanext.civic.rdf.store_graph_url"
    with monkeypatch.context() as down:
        down.setitem(ckan_config, key, "http://127.0.0.1:9/store")
        done = flush()
        assert (done["failed"], done["pending"], done["written"]) == (1, 1, 0)
        assert "quad store does not answer" in done["errors"][0]["message"]
        shown = factories.act("civic_rdf_dataset_show", None, id="lamps")
        assert shown["state"] == "failed"

    done = flush()

    assert (done["failed"], done["pending"], done["written"]) == (0, 0, 2)
    assert f"{ROWS}/meta" in store.graphs()


def test_flush_when_a_file_says_what_it_may_not_then_it_is_refused_and_said(lamps, store, flush):
    add_rows(lamps, lamp(ROWS, 9))
    flush()
    rows = update("package_show", id="lamps")["resources"][0]
    update("resource_delete", id=rows["id"])
    add_rows(lamps, lamp(ROWS, 9) + lamp(ROWS, 1, base="http://salford.example"))

    done = flush()

    assert done["refused"] == 1
    assert ROWS not in store.graphs()
    assert f"{ROWS}/meta" in store.graphs()
    shown = factories.act("civic_rdf_dataset_show", None, id="lamps")
    assert shown["state"] == "failed"
    assert "describes http://salford.example" in shown["error"]
    status = factories.act("civic_rdf_status_show", None)
    assert (status["pending"], status["failed"]) == (0, 1)


def test_flush_when_a_linked_file_is_there_then_it_is_fetched_and_verified(
    lamps, store, flush, misbehaving_server, ckan_config, monkeypatch
):
    from fixtures.misbehaving_server import Answer

    key = "ckanext.civic.rdf.allow_private_hosts"
    monkeypatch.setitem(ckan_config, key, [misbehaving_server.host])
    body = lamp(ROWS, 1)
    misbehaving_server.route("/rows.nq", Answer(b"something else"), Answer(body.encode()))
    add_rows(lamps, body)  # for its hash
    resource = update("package_show", id="lamps")["resources"][0]
    update(
        "resource_patch", id=resource["id"], url=f"{misbehaving_server.url}/rows.nq", url_type=""
    )

    first = flush()
    assert first["failed"] == 1
    assert "SHA-256 differs" in first["errors"][0]["message"]
    assert ROWS not in store.graphs()

    flush()
    assert store.count(ROWS) == 2


def test_flush_when_a_copy_claims_a_graph_of_somebody_else_then_it_is_refused(
    lamps, council, store, flush
):
    flush()
    copy = factories.dataset(
        council,
        name="copied",
        extras=[
            {"key": "civic_origin", "value": "http://salford.example"},
            {"key": "civic_origin_graph", "value": ROWS},
        ],
    )

    assert flush()["refused"] == 1
    shown = factories.act("civic_rdf_dataset_show", None, id=copy["id"])
    assert "does not belong to http://salford.example" in shown["error"]
    assert store.count(f"{ROWS}/meta")


def test_flush_when_a_dataset_is_a_copy_then_it_keeps_its_origins_names(council, store, flush):
    graph = "http://salford.example/graph/salford/lamps"
    copy = factories.dataset(
        council,
        name="salford-lamps",
        extras=[
            {"key": "civic_origin", "value": "http://salford.example"},
            {"key": "civic_origin_id", "value": "the-same"},
            {"key": "civic_origin_graph", "value": graph},
        ],
    )
    add_rows(copy, lamp(graph, 1, base="http://salford.example"))

    flush()

    assert store.graphs() == {graph, f"{graph}/meta", f"{SITE}/graph/catalog"}
    found = store.select(
        f"SELECT ?d {{ GRAPH <{graph}/meta> {{ ?d a <http://www.w3.org/ns/dcat#Dataset> }} }}"
    )
    assert found == [{"d": "http://salford.example/dataset/the-same"}]


def test_flush_when_killed_between_store_and_database_then_the_next_one_heals(
    lamps, store, flush, monkeypatch
):
    from ckanext.civic.rdf.logic import graph_table

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(graph_table, "finish", killed)
        with pytest.raises(KeyboardInterrupt):
            flush()
    model.Session.rollback()
    assert model.Session.query(CivicRdfOutbox).count()

    assert flush()["written"] == 2
    assert f"{ROWS}/meta" in store.graphs()
    assert not model.Session.query(CivicRdfOutbox).count()


def test_flush_when_the_store_was_wiped_then_verify_puts_everything_again(lamps, store, flush):
    add_rows(lamps, lamp(ROWS, 1))
    flush()
    for graph in store.graphs():
        store.delete(graph)
    store.put(f"{SITE}/graph/nobody/orphan", b"<urn:a> <urn:b> <urn:c> .\n")

    done = flush(verify=True)

    assert len(done["missing"]) == 3
    assert done["removed"] == [f"{SITE}/graph/nobody/orphan"]
    assert store.graphs() == {ROWS, f"{ROWS}/meta", f"{SITE}/graph/catalog"}


def test_flush_when_rebuilding_then_every_graph_is_written_again(lamps, store, flush):
    flush()
    for graph in store.graphs():
        store.delete(graph)

    assert flush(rebuild=True)["written"] == 2
    assert store.graphs() == {f"{ROWS}/meta", f"{SITE}/graph/catalog"}


def test_flush_when_the_worker_rebuilds_too_then_every_graph_is_said_to_be_written(
    lamps, store, flush, monkeypatch
):
    add_rows(lamps, lamp(ROWS, 1))
    flush()
    queue = repair.queue_everything

    def with_worker() -> int:
        queued = queue()
        jobs.flush_outbox()  # the worker is done before this flush begins
        return queued

    monkeypatch.setattr(repair, "queue_everything", with_worker)
    done = flush(rebuild=True)

    assert (done["written"], done["unchanged"]) == (3, 0)
    assert len(store.graphs()) == 3


def test_change_when_rolled_back_then_nothing_is_queued(lamps, store, flush):
    flush()
    with pytest.raises(tk.ValidationError):
        update("package_patch", id="lamps", name="not a name")

    assert not model.Session.query(CivicRdfOutbox).count()
