"""Oxigraph: the quad store of one portal, its own server."""

from __future__ import annotations

from pathlib import Path

from ckanext.civic.portal.home import Home
from ckanext.civic.portal.loopback import ask
from ckanext.civic.portal.ports import LOOPBACK, Ports, is_free
from ckanext.civic.portal.programs import script
from ckanext.civic.portal.services.base import Report, Service

FIRST_PORT = 7880


class Oxigraph(Service):
    """``oxigraph serve`` on loopback; queries see all named graphs as one by default.

    It has no passwords: whoever has an account on this machine can reach it.
    """

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
        bind = f"{LOOPBACK}:{self.port}"
        options = ["--location", "quads", "--bind", bind, "--union-default-graph"]
        return [str(script("oxigraph")), "serve", *options, "--timeout-s", "60"]

    def prepare(self, report: Report) -> None:
        port = self._ports.choose(self.name, FIRST_PORT, lambda _: None)
        if not is_free(port):
            self._ports.move(self.name, report)

    def is_healthy(self) -> bool:
        if self.port is None:
            return False
        status, _ = ask(f"{self.url}/query")
        return status == 200  # the service description
