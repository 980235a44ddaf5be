"""The store, the worker and the web process are killed while they write: all heals by itself.

Each is stopped first, at a moment that is looked for, and then killed. Takes about two minutes.
"""

from __future__ import annotations

import configparser
import hashlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest
import redis
import requests

from ckanext.civic.portal.services.base import Service
from ckanext.civic.portal.stack import Stack

from .killing import (
    in_the_middle_of_a_big_graph,
    kill,
    stopped,
    unread_bytes,
    wait_for,
)

LAMPS = 60_000  # two statements each: bigger than what sockets hold by themselves
LAMP = "<http://www.w3.org/2000/01/rdf-schema#label>"
SLOW_S = 120


class OnePortal:
    """A portal with the plugin and nothing else, and its servers."""

    def __init__(self, home: Path) -> None:
        self.stack = Stack(home)
        self.up()
        self.url = self.stack.portal("hub").url
        self.token = self.stack.token("hub", "admin")
        settings = configparser.RawConfigParser()
        settings.read(self.stack.portal("hub").config)
        self.settings = settings["app:main"]

    def up(self) -> None:
        """Bring up again what was killed, as an operator would."""
        self.stack.up(portals=1)

    def service(self, name: str) -> Service:
        return next(service for service in self.stack.services() if service.name == name)

    def action(self, name: str, /, **data: object) -> dict:
        answer = requests.post(
            f"{self.url}/api/action/{name}",
            json=data,
            headers={"Authorization": self.token},
            timeout=SLOW_S,
        ).json()
        assert answer["success"], answer
        return answer["result"]

    def dataset(self, name: str) -> str:
        """Publish a dataset and wait until the store has it; return its graph's name."""
        self.action("package_create", name=name, title="Lamps", owner_org="manchester")
        wait_for(lambda: self.says("Lamps", name), "the dataset is in the store")
        return f"{self.url}/graph/manchester/{name}"

    def add_lamps(self, name: str) -> None:
        """Add the rows of a big graph to a dataset."""
        graph = f"{self.url}/graph/manchester/{name}"
        things = f"{self.url}/id/manchester/streetlights/{name}"
        kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        body = "".join(
            f"<{things}-{n}> {kind} <{self.url}/def/streetlights/Streetlight> <{graph}> .\n"
            f'<{things}-{n}> {LAMP} "Lamp {n}" <{graph}> .\n'
            for n in range(LAMPS)
        ).encode()
        fields = {"package_id": name, "name": "rows", "civic_output": "nquads", "url": "rows.nq"}
        answer = requests.post(
            f"{self.url}/api/action/resource_create",
            data={**fields, "format": "N-Quads", "hash": hashlib.sha256(body).hexdigest()},
            files={"upload": ("rows.nq", body)},
            headers={"Authorization": self.token},
            timeout=SLOW_S,
        )
        assert answer.json()["success"], answer.text

    def ask(self, query: str, *, timeout_s: float = SLOW_S) -> list[dict] | None:
        """Put a visitor's question to the end point; None when it is not answered."""
        accept = {"Accept": "application/sparql-results+json"}
        try:
            answer = requests.post(
                f"{self.url}/sparql", data={"query": query}, headers=accept, timeout=timeout_s
            )
        except requests.RequestException:
            return None
        return answer.json()["results"]["bindings"] if answer.ok else None

    def says(self, title: str, name: str) -> bool:
        """Tell whether the end point describes a dataset under a title."""
        graph = f"{self.url}/graph/manchester/{name}/meta"
        title_of = "<http://purl.org/dc/terms/title>"
        found = self.ask(f"SELECT * {{ GRAPH <{graph}> {{ ?d {title_of} ?t }} }}")
        return any(row["t"]["value"] == title for row in found or ())

    def lamps(self, graph: str, *, timeout_s: float = SLOW_S) -> int | None:
        """Return how many lamps a visitor finds; None when there is no answer."""
        question = f'?s {LAMP} ?o FILTER(STRSTARTS(?o, "Lamp "))'
        found = self.ask(
            f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ {question} }} }}", timeout_s=timeout_s
        )
        return int(found[0]["n"]["value"]) if found else None

    def status(self) -> dict:
        return self.action("civic_rdf_status_show")

    def rows(self, query: str) -> list[tuple]:
        """Look into the database beside the portal."""
        connection = psycopg2.connect(self.settings["sqlalchemy.url"])
        try:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall()
        finally:
            connection.close()

    def forget_jobs(self) -> None:
        """Lose what Redis had of this portal: queued jobs, and the mark that one is waiting."""
        redis.Redis.from_url(self.settings["ckan.redis.url"]).flushdb()

    def heals(self, *options: str) -> None:
        """Wait until nothing is left to do; then the store says what the portal says."""
        wait_for(lambda: self.status()["pending"] == 0, "what was queued is written")
        shown = self.status()
        assert shown["loading"] == shown["failed"] == 0, shown
        said = self.stack.ckan("hub", "civic-rdf", "verify", *options).strip().splitlines()[-1]
        assert said.endswith(" graphs compared, 0 repaired"), said
        found = self.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        assert found is not None
        known = {row[0] for row in self.rows("SELECT graph FROM civic_rdf_graph")}
        assert {row["g"]["value"] for row in found} == known, "a graph belongs to nothing"


class Visitor:
    """Somebody who asks again and again how many lamps a graph has."""

    def __init__(self, portal: OnePortal, graph: str) -> None:
        self._portal, self._graph = portal, graph
        self._gone = threading.Event()
        self._thread = threading.Thread(target=self._ask)
        self.seen: set[int] = set()

    def _ask(self) -> None:
        while not self._gone.is_set():
            found = self._portal.lamps(self._graph, timeout_s=10)
            if found is not None:
                self.seen.add(found)
            self._gone.wait(0.05)

    def __enter__(self) -> Visitor:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._gone.set()
        self._thread.join()


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnePortal]:
    """A running portal."""
    home = tmp_path_factory.mktemp("killed") / "var"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CIVIC_PLUGINS", "civic_rdf dcat text_view image_view")
        try:
            portal = OnePortal(home)
            portal.action("organization_create", name="manchester", title="Manchester")
            yield portal
        finally:
            Stack(home).stop()


def test_store_when_killed_in_the_middle_of_a_load_then_nobody_sees_half_and_all_comes_back(portal):
    graph = portal.dataset("store-killed")
    store = portal.service("store-hub")
    with Visitor(portal, graph) as visitor:
        portal.add_lamps("store-killed")
        with in_the_middle_of_a_big_graph(store):
            assert portal.status()["loading"] == 1
            kill(store)
        started = time.monotonic()
        assert requests.get(f"{portal.url}/dataset/store-killed", timeout=SLOW_S).ok
        assert portal.lamps(graph) is None, "no store, no answer"
        assert time.monotonic() - started < SLOW_S
        portal.up()
        wait_for(lambda: portal.lamps(graph) == LAMPS, "the graph is whole")

    assert visitor.seen == {0, LAMPS}
    portal.heals("--deep")


def test_worker_when_killed_in_the_middle_of_a_load_with_the_queue_lost_then_it_is_done_again(
    portal,
):
    graph = portal.dataset("worker-killed")
    store = portal.service("store-hub")
    with Visitor(portal, graph) as visitor:
        portal.add_lamps("worker-killed")
        with in_the_middle_of_a_big_graph(store):
            assert portal.status()["loading"] == 1
            kill(portal.service("worker-hub"))
        portal.forget_jobs()
        kill(portal.service("redis"))
        portal.up()
        wait_for(lambda: portal.lamps(graph) == LAMPS, "the graph is whole")

    assert visitor.seen == {0, LAMPS}
    portal.heals("--deep")


def test_web_when_killed_between_a_change_and_its_job_then_the_change_is_not_forgotten(portal):
    portal.dataset("web-killed")
    with stopped(portal.service("redis")), ThreadPoolExecutor(1) as pool:
        publisher = pool.submit(portal.action, "package_patch", id="web-killed", title="Lanterns")
        wait_for(
            lambda: portal.rows("SELECT 1 FROM civic_rdf_outbox"),
            "the change is in the database, and its job not yet in the queue",
        )
        kill(portal.service("web-hub"))
        with pytest.raises(requests.RequestException):
            publisher.result()
    portal.up()

    wait_for(lambda: portal.says("Lanterns", "web-killed"), "the change is in the store")
    portal.heals()


def test_web_when_killed_while_it_withdraws_then_what_was_hidden_never_shows_again(portal):
    graph = portal.dataset("hidden")
    store, web = portal.service("store-hub"), portal.service("web-hub")
    kill(portal.service("worker-hub"))  # so that only the web process can withdraw
    portal.action("package_patch", id="hidden", private=True)
    with stopped(store), ThreadPoolExecutor(1) as pool:
        visitor = pool.submit(portal.says, "Lamps", "hidden")
        deleting = f"SELECT 1 FROM civic_rdf_graph WHERE graph = '{graph}/meta'"
        wait_for(
            lambda: portal.rows(f"{deleting} AND state = 'deleting'") and unread_bytes(store.port),
            "the web process has asked the store to delete it",
        )
        kill(web)
        assert visitor.result() is False
    portal.forget_jobs()
    portal.up()

    assert portal.says("Lamps", "hidden") is False
    portal.heals()
    assert portal.rows(deleting) == []
