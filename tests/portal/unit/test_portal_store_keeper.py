"""The keeper of the quad store: a query that takes all memory, or never ends, costs the store."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ckanext.civic.portal.programs import script
from ckanext.civic.portal.store_keeper import GRACE_S, closing, is_query

QUERY = {"Content-Type": "application/sparql-query"}
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
MANY = " ".join(map(str, range(100)))
PRODUCT = " ".join(f"VALUES ?v{n} {{ {MANY} }}" for n in range(8))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"
VAST = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c"
TIMEOUT_S = 1


class Kept:
    """A keeper with a store that holds 4,000 statements."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        store = [str(script("oxigraph")), "serve", "--location", "quads", "--union-default-graph"]
        limits = ["--query-timeout-s", str(TIMEOUT_S), "--memory-mb", "500"]
        module = [sys.executable, "-m", "ckanext.civic.portal.store_keeper", "--port", str(port)]
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen([*module, *limits, "--", *store], cwd=folder)
        lines = "".join(f'<http://x/{n}> <http://x/p> "{n}" .\n' for n in range(4000))
        self._answered(lambda: self.load(lines.encode()))

    def load(self, lines: bytes) -> requests.Response:
        headers = {"Content-Type": "application/n-triples"}
        address = f"{self.url}/store?graph=http://x/g"
        return requests.put(address, data=lines, headers=headers, timeout=30)

    def ask(self, query: str, timeout_s: float = 30) -> requests.Response:
        return requests.post(f"{self.url}/query", data=query, headers=QUERY, timeout=timeout_s)

    def count(self) -> str:
        """Return how many statements there are, as soon as the store answers again."""
        answer = self._answered(lambda: self.ask(COUNT))
        return answer.json()["results"]["bindings"][0]["n"]["value"]

    def store(self) -> int:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(path.read_text().split()[0])

    @staticmethod
    def _answered(ask) -> requests.Response:
        until = time.monotonic() + 30
        while True:
            try:
                answer = ask()
                if answer.ok:
                    return answer
            except requests.RequestException:
                if time.monotonic() > until:
                    raise
            time.sleep(0.1)


@pytest.fixture
def kept(tmp_path) -> Iterator[Kept]:
    keeper = Kept(tmp_path)
    yield keeper
    keeper.process.terminate()
    keeper.process.wait(timeout=20)


def test_store_when_a_query_wants_all_memory_then_it_starts_again_with_everything(kept):
    before = kept.store()
    with pytest.raises(requests.RequestException):
        kept.ask(VAST)
    assert kept.count() == "4000"
    assert kept.store() != before


def test_store_when_a_query_never_ends_then_it_is_ended_in_the_store(kept):
    before, started = kept.store(), time.monotonic()
    with pytest.raises(requests.RequestException):
        kept.ask(ENDLESS)
    assert time.monotonic() - started < TIMEOUT_S + GRACE_S + 5
    assert kept.count() == "4000"
    assert kept.store() != before


def test_store_when_the_asker_has_gone_then_the_query_is_ended_all_the_same(kept):
    before = kept.store()
    with pytest.raises(requests.Timeout):
        kept.ask(ENDLESS, timeout_s=0.5)
    until = time.monotonic() + TIMEOUT_S + GRACE_S + 10
    while Path(f"/proc/{before}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{before}").exists()
    assert kept.count() == "4000"


def test_store_when_it_is_killed_then_it_starts_again(kept):
    os.kill(kept.store(), signal.SIGKILL)
    assert kept.count() == "4000"


def test_keeper_when_it_is_killed_then_no_store_is_left(kept):
    store = kept.store()
    kept.process.kill()
    kept.process.wait()
    until = time.monotonic() + 5
    while Path(f"/proc/{store}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{store}").exists()


def test_store_when_a_load_takes_longer_than_a_query_may_then_it_goes_on(kept):
    def slowly():
        for start in range(0, 3000, 1000):
            time.sleep((TIMEOUT_S + GRACE_S + 1) / 3)
            yield "".join(f'<http://y/{start + n}> <u:p> "" .\n' for n in range(1000)).encode()

    before = kept.store()
    assert kept.load(slowly()).status_code == 204  # pyright: ignore[reportArgumentType]
    assert (kept.count(), kept.store()) == ("3000", before)


def test_load_when_a_query_beside_it_never_ends_then_the_load_ends_first(kept):
    def slowly():
        for start in range(0, 3000, 1000):
            time.sleep((TIMEOUT_S + GRACE_S + 2) / 3)
            yield "".join(f'<http://y/{start + n}> <u:p> "" .\n' for n in range(1000)).encode()

    before = kept.store()

    def ask() -> None:
        with pytest.raises(requests.RequestException):
            kept.ask(ENDLESS)

    asking = threading.Thread(target=ask)
    asking.start()
    assert kept.load(slowly()).status_code == 204  # pyright: ignore[reportArgumentType]
    asking.join(timeout=30)
    assert not asking.is_alive(), "the query is ended when the load is done"
    assert kept.count() == "3000"
    assert kept.store() != before


def test_head_when_it_is_passed_on_then_only_the_connection_is_another():
    head = b"POST /query?x HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nAccept: */*\r\n\r\n"
    expected = b"POST /query?x HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    assert closing(head) == expected
    assert is_query(head)
    assert not is_query(b"PUT /store?graph=/query HTTP/1.1\r\n\r\n")
