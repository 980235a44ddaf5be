"""A store that hangs: pages say so at once, the tab is drawn, and everything else goes on."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from ckan import model

import factories
from ckanext.civic.rdf import config
from ckanext.civic.rdf.errors import Busy, StoreUnavailable
from ckanext.civic.rdf.logic.query_slots import query_slot
from ckanext.civic.rdf.logic.reader_store import reader_store
from ckanext.civic.rdf.logic.store_breaker import StoreBreaker
from ckanext.civic.rdf.model import CivicRdfGraph
from fixtures.misbehaving_server import Answer, MisbehavingServer, json_answer

from .conftest import SITE, add_rows, lamp, update

pytestmark = pytest.mark.with_plugins("civic_rdf")

ROWS = f"{SITE}/graph/manchester/lamps"
THING = "/doc/manchester/streetlights/1"
TAB = "/dataset/lamps/linked-data"
HANGS = Answer(stall_s=120)
TRUE = json_answer(
    {"head": {}, "boolean": True}, headers={"Content-Type": "application/sparql-results+json"}
)
WEB_THREADS = 8
PROMPT_S = 15  # a busy machine's pages; who waited for this store would take two minutes


@pytest.fixture
def lamps(council, flush) -> dict[str, Any]:
    made = factories.dataset(council, name="lamps", title="Street lamps", license_id="uk-ogl")
    add_rows(made, lamp(ROWS, 1))
    assert flush()["failed"] == 0
    return made


@pytest.fixture
def hanging(lamps, misbehaving_server, ckan_config, monkeypatch) -> MisbehavingServer:
    """The portal's store, from now on, takes every request and answers none."""
    for name, path in (("query", "/query"), ("update", "/update"), ("graph", "/store")):
        misbehaving_server.route(path, HANGS)
        key = f"ckanext.civic.rdf.store_{name}_url"
        monkeypatch.setitem(ckan_config, key, f"{misbehaving_server.url}{path}")
    return misbehaving_server


def breaker() -> StoreBreaker:
    found = config.store_addresses()
    assert found is not None
    return StoreBreaker(found)


def asked(server: MisbehavingServer) -> int:
    return server.paths().count("/query")


def test_pages_when_the_store_hangs_then_few_wait_and_all_else_is_answered(app, hanging):

    def ask(path: str) -> tuple[str, int, str | None]:
        answer = app.flask_app.test_client().get(path)
        model.Session.remove()
        return path, answer.status_code, answer.headers.get("Retry-After")

    paths = [f"/doc/manchester/streetlights/{n}" for n in range(12)] + [TAB] * 8
    started = time.monotonic()
    with ThreadPoolExecutor(WEB_THREADS) as threads:
        asking = [threads.submit(ask, path) for path in paths]
        home = app.get("/")
        found = [each.result() for each in asking]

    assert home.status_code == 200
    assert {status for path, status, _ in found if path == TAB} == {200}
    assert {status for path, status, _ in found if path != TAB} == {503}
    assert all(after for path, _, after in found if path != TAB)
    assert asked(hanging) < len(paths), "most did not wait for the store"
    assert time.monotonic() - started < 6 * PROMPT_S


def test_breaker_when_the_store_does_not_answer_then_the_next_page_does_not_ask_it(app, hanging):
    first = app.get(THING, headers={"Accept": "text/turtle"}, status=503)
    assert asked(hanging) == 1
    second = app.get(THING, headers={"Accept": "text/turtle"}, status=503)
    page = app.get(THING, headers={"Accept": "text/html"}, status=503)
    assert asked(hanging) == 1
    assert first.headers["Retry-After"] and second.headers["Retry-After"] == "5"
    assert page.headers["Retry-After"] == "5" and "no-store" in page.headers["Cache-Control"]


def test_breaker_when_its_time_is_over_then_one_may_try_and_an_answer_closes_it(
    hanging, monkeypatch
):
    breaker().open()
    with pytest.raises(Busy):
        breaker().check()
    later = time.time() + 6
    with monkeypatch.context() as clock:
        clock.setattr("ckanext.civic.rdf.logic.store_breaker.time.time", lambda: later)
        breaker().check()
        with pytest.raises(Busy):  # somebody is trying
            breaker().check()
    hanging.route("/query", TRUE)
    breaker().close()
    reader_store().check()
    breaker().check()


def test_breaker_when_redis_is_away_then_each_process_knows_for_itself(
    hanging, ckan_config, monkeypatch
):
    monkeypatch.setitem(ckan_config, "ckan.redis.url", "redis://127.0.0.1:1/0")
    with pytest.raises(StoreUnavailable):
        reader_store().check()
    with pytest.raises(Busy):
        reader_store().check()
    assert asked(hanging) == 1
    with (
        query_slot(limit=1, seconds=9, kind="t"),
        pytest.raises(Busy),
        query_slot(limit=1, seconds=9, kind="t"),
    ):
        pass
    with query_slot(limit=1, seconds=9, kind="t"):
        pass


def test_tab_when_the_store_hangs_then_it_is_drawn_with_a_link_to_the_things(app, hanging):
    page = app.get(TAB)
    assert page.status_code == 200
    assert "See its things" in page.body and "/graph/manchester/lamps" in page.body
    assert "Some of its things" not in page.body


def test_tab_when_the_store_is_well_then_things_are_shown(app, lamps):
    page = app.get(TAB)
    assert "Some of its things" in page.body and "Lamp 1" in page.body


def test_page_when_others_have_all_places_then_is_told_when_to_come_back(app, lamps):
    with query_slot(limit=1, seconds=60, kind="pages"):
        assert app.get(THING).status_code == 200
        with (
            query_slot(limit=9, seconds=60, kind="pages"),
            query_slot(limit=9, seconds=60, kind="pages"),
        ):
            full = app.get(THING, status=503)
            assert full.headers["Retry-After"] == "5"
            assert app.get(TAB).status_code == 200
    for _ in range(2 * config.page_queries()):  # each gives its place back
        assert app.get(THING).status_code == 200


def test_reading_when_a_hidden_dataset_cannot_be_withdrawn_then_nothing_is_read(app, hanging):
    started = time.monotonic()
    update("package_patch", id="lamps", private=True)
    for path in (THING, "/graph/manchester/lamps", "/sparql?query=ASK+%7B%7D"):
        answer = app.get(path, status=503)
        assert answer.headers["Retry-After"]
    assert asked(hanging) == 0, "nothing is read before it is withdrawn"
    assert hanging.paths().count("/store") == 1, "the others do not wait for it again"
    assert model.Session.query(CivicRdfGraph).filter_by(state="deleting").count() > 0
    assert time.monotonic() - started < PROMPT_S
