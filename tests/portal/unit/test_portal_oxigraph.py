"""The quad store's server, when another program is quicker than it."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ckanext.civic.portal.home import Home
from ckanext.civic.portal.ports import Ports
from ckanext.civic.portal.services.oxigraph import Oxigraph


class _SaysYes(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Overtaken(Oxigraph):
    """A quad store whose port is taken just after it was found free; ``stranger`` has it then."""

    stranger: ThreadingHTTPServer | None = None

    def launch(self) -> None:
        if self.stranger is None:
            assert self.port
            self.stranger = ThreadingHTTPServer(("127.0.0.1", self.port), _SaysYes)
            threading.Thread(target=self.stranger.serve_forever, daemon=True).start()
        super().launch()


@pytest.fixture
def store(tmp_path) -> Iterator[_Overtaken]:
    home = Home(tmp_path / "var")
    service = _Overtaken(home, "hub", tmp_path / "store", Ports(tmp_path / "ports.json"))
    yield service
    service.stop()
    if service.stranger:
        service.stranger.shutdown()
        service.stranger.server_close()


def test_start_when_a_stranger_takes_the_port_first_then_the_store_moves(store):
    said: list[str] = []
    assert store.start(said.append)
    assert store.stranger
    stranger_port = store.stranger.server_address[1]
    assert store.port != stranger_port
    assert f"Port {stranger_port} is in use: store-hub moves to port {store.port}." in said
    assert store.is_healthy()


def test_wait_until_healthy_when_a_stranger_answers_then_it_does_not_count(store, tmp_path):
    store.prepare(print)
    assert store.port
    with ThreadingHTTPServer(("127.0.0.1", store.port), _SaysYes) as stranger:
        threading.Thread(target=stranger.serve_forever, daemon=True).start()
        # our own process runs, and has not come to its port
        with subprocess.Popen(["sleep", "30"], cwd=tmp_path) as process:
            assert store.is_healthy()
            assert not store.wait_until_healthy(0.3, process)
            process.kill()
        stranger.shutdown()
