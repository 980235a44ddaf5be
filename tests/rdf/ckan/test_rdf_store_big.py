"""Big graphs arrive whole or not at all, whatever is read meanwhile and whoever dies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from ckan import model

import factories
from ckanext.civic.rdf.logic import marks
from ckanext.civic.rdf.logic.reader_store import reader_store
from ckanext.civic.rdf.logic.reading import Reading, read_whole
from ckanext.civic.rdf.model import CivicRdfGraph
from ckanext.civic.rdf.stores import SparqlStore, writing

from .conftest import SITE, TYPE, add_rows, lamp, update

pytestmark = pytest.mark.with_plugins("civic_rdf")

ROWS = f"{SITE}/graph/manchester/lamps"
LAMPS = 30_000  # two statements each
COUNT = "SELECT (COUNT(*) AS ?n) { ?s a <http://hub.example/def/streetlights/Streetlight> }"


@pytest.fixture(scope="module")
def many() -> str:
    """The rows of a big graph."""
    return "".join(lamp(ROWS, number) for number in range(LAMPS))


@pytest.fixture
def lamps(council):
    return factories.dataset(council, name="lamps", title="Street lamps", license_id="uk-ogl")


@pytest.fixture
def ways(monkeypatch) -> list[str]:
    """How graphs were written, in order."""
    seen: list[str] = []
    write = writing.write_graph

    def noted(*args: Any, **options: Any) -> writing.Written:
        done = write(*args, **options)
        seen.append(done.way.value)
        return done

    monkeypatch.setattr("ckanext.civic.rdf.logic.rows_writing.write_graph", noted)
    return seen


def replace_rows(dataset: dict[str, Any], text: str) -> None:
    """Give a dataset another file of rows."""
    for resource in update("package_show", id=dataset["id"])["resources"]:
        update("resource_delete", id=resource["id"])
    add_rows(dataset, text)


def state_of(graph: str) -> str | None:
    """Return the state of a graph."""
    row = model.Session.get(CivicRdfGraph, graph)
    return row.state if row else None


def seen_now() -> int:
    """Return how many lamps a stranger's question finds."""
    return int(reader_store().select(COUNT)[0]["n"])


def test_flush_when_a_big_graph_is_new_then_it_is_loaded_in_bulk_and_whole(
    lamps, store, flush, many, ways
):
    add_rows(lamps, many)

    assert flush()["written"] == 3
    assert ways == ["loaded"]
    assert store.count(ROWS) == 2 * LAMPS
    assert seen_now() == LAMPS


def test_flush_when_few_rows_of_a_big_graph_changed_then_only_they_are_sent(
    lamps, store, flush, many, ways
):
    add_rows(lamps, many)
    flush()
    replace_rows(lamps, many.replace("Lamp 17777", "Lantern") + lamp(ROWS, LAMPS))
    flush()
    replace_rows(lamps, many + many[:200].rpartition("\n")[0] + "\n")
    flush()

    assert ways == ["loaded", "changed", "changed"]
    assert store.count(ROWS) == 2 * LAMPS
    done = flush(verify=True, deep=True)
    faults = {name: done[name] for name in ("missing", "differing", "unfinished", "removed")}
    assert not any(faults.values()), str(faults)


def test_read_when_a_graph_is_being_loaded_then_nobody_sees_half_of_it(
    lamps, store, flush, many, monkeypatch
):
    """The load stops in the middle, with half of it in the store, and goes on when looked at."""
    add_rows(lamps, many)
    half_there, go_on = threading.Event(), threading.Event()
    load_in_bulk = SparqlStore.load_in_bulk

    def in_two_parts(self: SparqlStore, graph: str, content: Any) -> None:
        half = "".join(lamp(ROWS, number) for number in range(LAMPS // 2))
        body = half.replace(f" <{ROWS}> .", " .").encode()
        self.put(graph, body)
        half_there.set()
        assert go_on.wait(60)
        load_in_bulk(self, graph, content)

    monkeypatch.setattr(SparqlStore, "load_in_bulk", in_two_parts)
    seen: list[Any] = []

    def look() -> None:
        try:
            assert half_there.wait(60)
            assert store.count(ROWS) == LAMPS, "half of it is in the store"
            seen.append(seen_now())
            seen.append(reader_store().get(ROWS, accept="text/turtle"))
            seen.append(len(factories.act("civic_rdf_graph_list", None)))
        except BaseException as error:
            seen.append(error)
        finally:
            model.Session.remove()
            go_on.set()

    reader = threading.Thread(target=look)
    reader.start()
    flush()
    reader.join()

    assert seen == [0, None, 1], "the description is there"
    assert seen_now() == LAMPS


def test_read_when_a_load_began_during_the_query_then_it_is_asked_again(lamps, store, flush):
    add_rows(lamps, lamp(ROWS, 1))
    flush()
    readings: list[Reading] = []

    def ask(reading: Reading) -> int:
        readings.append(reading)
        if len(readings) == 1:
            marks.mark_as_loading(ROWS, lamps["id"], "rows")
        return len(readings)

    assert read_whole(ask) == 2
    assert [ROWS in reading.hidden for reading in readings] == [False, True]


def test_read_when_a_graph_that_is_loaded_has_nothing_yet_then_all_are_asked_until_it_has(
    lamps, store, flush
):
    flush()
    marks.mark_as_loading(ROWS, lamps["id"], "rows")
    asked_all: list[bool] = []

    def ask(reading: Reading) -> int:
        asked_all.append(reading.may_ask_all)
        if len(asked_all) == 2:  # while the question is being answered
            store.put(ROWS, lamp(ROWS, 1).replace(f" <{ROWS}> .", " .").encode())
        return len(asked_all)

    assert read_whole(ask) == 1
    assert read_whole(ask) == 3, "the second answer may hold half of the graph"
    assert asked_all == [True, True, False]
    assert seen_now() == 0


def test_read_when_a_graph_is_being_deleted_then_not_all_are_asked(lamps, store, flush):
    """A write that was under way when it was hidden could still bring it."""
    add_rows(lamps, lamp(ROWS, 1))
    flush()
    store.delete(ROWS)
    row = model.Session.get(CivicRdfGraph, ROWS)
    assert row is not None
    row.state = "deleting"
    model.Session.commit()

    assert Reading.now().may_ask_all is False


def test_flush_when_a_load_was_broken_off_then_the_rest_is_hidden_and_then_redone(
    lamps, store, flush, many, ways, monkeypatch
):
    """As after a kill -9 of the worker: half is in the store, the row says so, the lock is free."""
    add_rows(lamps, many)

    def killed(self: SparqlStore, graph: str, content: Any) -> None:
        stale = f"<{SITE}/id/manchester/streetlights/x> {TYPE} <urn:of:old> .\n"
        self.put(graph, stale.encode())
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(SparqlStore, "load_in_bulk", killed)
        with pytest.raises(KeyboardInterrupt):
            flush()
    model.Session.rollback()
    assert state_of(ROWS) == "loading"
    assert store.count(ROWS) == 1
    assert reader_store().select("SELECT * { ?s a <urn:of:old> }") == []

    flush()

    assert ways == ["loaded"]
    assert store.count(ROWS) == 2 * LAMPS
    assert seen_now() == LAMPS


def test_flush_when_the_store_takes_half_of_a_load_then_it_is_noticed(
    lamps, store, flush, many, ways, monkeypatch
):
    add_rows(lamps, many)

    def half(self: SparqlStore, graph: str, content: Any) -> None:
        body = b"".join(content)
        self.put(graph, body[: body.index(b"\n", len(body) // 2) + 1])

    monkeypatch.setattr(SparqlStore, "load_in_bulk", half)
    flush()

    assert ways == ["replaced"]
    assert store.count(ROWS) == 2 * LAMPS


def test_flush_when_a_dataset_is_hidden_while_it_is_loaded_then_it_never_shows(
    lamps, store, flush, many, monkeypatch
):
    add_rows(lamps, many)
    load_in_bulk = SparqlStore.load_in_bulk

    def hidden_meanwhile(self: SparqlStore, graph: str, content: Any) -> None:
        load_in_bulk(self, graph, content)
        act = threading.Thread(target=hide)
        act.start()
        act.join()

    def hide() -> None:
        update("package_patch", id="lamps", private=True)
        model.Session.remove()

    monkeypatch.setattr(SparqlStore, "load_in_bulk", hidden_meanwhile)
    flush()
    model.Session.remove()

    assert seen_now() == 0
    flush()
    assert store.graphs() == {f"{SITE}/graph/catalog"}


def test_flush_when_a_big_graph_is_loaded_then_a_small_change_does_not_wait(
    lamps, council, store, flush, many, monkeypatch
):
    add_rows(lamps, many)
    loading, go_on = threading.Event(), threading.Event()
    load_in_bulk = SparqlStore.load_in_bulk

    def slowly(self: SparqlStore, graph: str, content: Any) -> None:
        loading.set()
        assert go_on.wait(60)
        load_in_bulk(self, graph, content)

    monkeypatch.setattr(SparqlStore, "load_in_bulk", slowly)
    seen: list[object] = []

    def change() -> None:
        try:
            assert loading.wait(60)
            factories.dataset(council, name="bins")
            model.Session.remove()
            meta = f"{SITE}/graph/manchester/bins/meta"
            for _ in range(200):
                if meta in store.graphs():
                    seen.append(state_of(ROWS))
                    break
                threading.Event().wait(0.05)
        except BaseException as error:
            seen.append(error)
        finally:
            model.Session.remove()
            go_on.set()

    publisher = threading.Thread(target=change)
    publisher.start()
    done = flush()
    publisher.join()

    assert seen == ["loading"], "the small one was there while the big one was on its way"
    assert done["failed"] == 0
    assert store.count(ROWS) == 2 * LAMPS


@pytest.fixture(autouse=True)
def sessions_are_closed() -> Iterator[None]:
    yield
    model.Session.remove()
