"""With gate and harmonise: rows appear on release and vanish on hold."""

from __future__ import annotations

import json

import pytest
from ckan.tests.factories import Sysadmin

import factories

from .conftest import SITE, add_rows, lamp

pytestmark = pytest.mark.with_plugins("civic_gate", "civic_harmonise", "civic_rdf")

ROWS = f"{SITE}/graph/manchester/lamps"
LABELS = "SELECT ?o { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o . ?s a ?kind }"


@pytest.fixture
def reviewer(civic_db):
    """Somebody who made none of the datasets."""
    return Sysadmin()["name"]


def test_graphs_when_released_and_held_then_they_follow_the_gate(
    app, council, reviewer, store, flush
):
    dataset = factories.dataset(council, name="lamps", title="Street lamps")
    add_rows(dataset, lamp(ROWS, 1, label="Canary"))
    flush()
    assert ROWS not in store.graphs()
    assert f"{ROWS}/meta" not in store.graphs()

    factories.act("civic_gate_dataset_release", reviewer, id="lamps", reason="checked")
    flush()
    assert {ROWS, f"{ROWS}/meta"} <= store.graphs()

    factories.act("civic_gate_dataset_hold", reviewer, id="lamps", reason="a mistake")
    answer = app.get("/sparql", query_string={"query": LABELS})  # before any worker
    assert "Canary" not in answer.body
    assert ROWS not in store.graphs()
    names = json.dumps(factories.act("civic_rdf_graph_list", None))
    assert "lamps" not in names


def test_vocabularies_when_this_portal_keeps_them_then_their_terms_have_labels(
    council, store, flush
):
    flush()

    graph = f"{SITE}/graph/def/streetlights"
    assert graph in store.graphs()
    found = store.select(
        f"SELECT ?l {{ GRAPH <{graph}> {{ ?c a <http://www.w3.org/2004/02/skos/core#Concept> ; "
        "<http://www.w3.org/2004/02/skos/core#prefLabel> ?l } }"
    )
    assert len(found) > 3
    assert flush()["written"] == 0


def test_change_when_the_transaction_commits_then_one_job_waits(
    council, store, flush, clean_queues, monkeypatch
):
    from ckan.lib import jobs

    from ckanext.civic.rdf.logic.queue import worker_woke

    worker_woke(later=False)
    for number in range(3):
        factories.dataset(council, name=f"dataset-{number}")

    ours = [job for job in jobs.get_queue().jobs if job.func_name.endswith("flush_outbox")]
    assert len(ours) == 1
    worker_woke(later=False)


def test_command_line_when_used_then_it_flushes_rebuilds_and_dumps(
    council, reviewer, store, cli, tmp_path
):
    from ckanext.civic.rdf.cli import civic_rdf

    factories.dataset(council, name="lamps", title="Street lamps")
    factories.act("civic_gate_dataset_release", reviewer, id="lamps", reason="checked")

    assert "written" in cli.invoke(civic_rdf, ["flush", "--verify"]).output
    assert "0 pending, 0 failed" in cli.invoke(civic_rdf, ["status"]).output
    assert "written" in cli.invoke(civic_rdf, ["rebuild"]).output
    path = tmp_path / "catalogue.nq"
    done = cli.invoke(civic_rdf, ["dump", "-o", str(path)])
    assert "1 datasets" in done.output
    assert "Street lamps" in path.read_text(encoding="utf-8")


def test_jobs_when_the_store_is_down_then_the_worker_comes_back(
    council, reviewer, store, clean_queues, ckan_config, monkeypatch
):
    from ckan.lib import jobs
    from rq.registry import ScheduledJobRegistry

    from ckanext.civic.rdf.jobs import flush_outbox
    from ckanext.civic.rdf.logic.queue import worker_woke

    key = "ckanext.civic.rdf.store_graph_url"
    monkeypatch.setitem(ckan_config, key, "http://127.0.0.1:9/store")
    dataset = factories.dataset(council, name="lamps")
    factories.act("civic_gate_dataset_release", reviewer, id=dataset["id"], reason="checked")

    worker_woke(later=True)
    registry = ScheduledJobRegistry(queue=jobs.get_queue())
    for left_over in registry.get_job_ids():
        registry.remove(left_over)

    flush_outbox()
    flush_outbox()

    every = [jobs.get_queue().fetch_job(job_id) for job_id in registry.get_job_ids()]
    waiting = [job for job in every if job and job.func_name.endswith("flush_outbox")]
    assert [(job.kwargs, job.timeout) for job in waiting] == [({"again": True}, 4 * 3600)]
    registry.remove(waiting[0].id)
    worker_woke(later=True)
