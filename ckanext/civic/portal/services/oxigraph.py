"""Oxigraph: the quad store of one portal, its own server."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ckanext.civic.portal.home import Home
from ckanext.civic.portal.loopback import ask
from ckanext.civic.portal.ports import LOOPBACK, Ports, is_free
from ckanext.civic.portal.programs import script
from ckanext.civic.portal.services.base import Report, Service

FIRST_PORT = 7880
# /sparql gives a query 30 seconds (ckanext.civic.rdf.sparql_timeout_s) and then waits no longer;
# the keeper's own two seconds of grace come on top
QUERY_TIMEOUT_S = 31
LEAST_MEMORY_MB = 2048
MOST_MEMORY_MB = 8192


def memory_mb() -> int:
    """Return how much memory the store may take: half of the machine's, within bounds."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1024 * 1024)
    return min(MOST_MEMORY_MB, max(LEAST_MEMORY_MB, whole // 2))


class Oxigraph(Service):
    """``oxigraph serve`` on loopback; queries see all named graphs as one by default.

    A keeper stands in front of it (store_keeper.py), because its own limits do not hold.
    It has no passwords: whoever has an account on this machine can reach it.
    """

    made_from = "with a keeper"

    def __init__(self, home: Home, owner: str, folder: Path, ports: Ports) -> None:
        super().__init__(home, f"store-{owner}")
        self.title = f"the quad store of {owner}"
        self._folder = folder
        self._ports = ports

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def url(self) -> str:
        """Base address: /query, /update and /store are below it."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def port(self) -> int | None:
        return self._ports.find(self.name)

    def command(self) -> list[str]:
        keeper = [sys.executable, "-m", "ckanext.civic.portal.store_keeper"]
        limits = ["--query-timeout-s", str(QUERY_TIMEOUT_S), "--memory-mb", str(memory_mb())]
        options = ["--location", "quads", "--union-default-graph"]
        server = [str(script("oxigraph")), "serve", *options, "--timeout-s", str(QUERY_TIMEOUT_S)]
        return [*keeper, "--port", str(self.port), *limits, "--", *server]

    def prepare(self, report: Report) -> None:
        port = self._ports.choose(self.name, FIRST_PORT, lambda _: None)
        if not is_free(port):
            self._ports.move(self.name, report)

    def is_healthy(self) -> bool:
        if self.port is None:
            return False
        status, _ = ask(f"{self.url}/query")
        return status == 200  # the service description
