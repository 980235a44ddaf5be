"""What one installation consists of, put together from its folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.credentials import Credentials
from ckanext.civic.portal.home import Home
from ckanext.civic.portal.lock import exclusive
from ckanext.civic.portal.numbers import Numbers
from ckanext.civic.portal.portals import FIRST_PORT, HUB, Portal, titles
from ckanext.civic.portal.ports import Ports
from ckanext.civic.portal.servers import Servers
from ckanext.civic.portal.services.base import Report, Service
from ckanext.civic.portal.services.oxigraph import Oxigraph
from ckanext.civic.portal.services.web import Web
from ckanext.civic.portal.services.worker import Worker


class Installation:
    """The places, ports, secrets, servers and portals below one folder."""

    def __init__(self, root: Path | str | None = None) -> None:
        self.home = Home(root)
        self.ports = Ports(self.home.file("ports.json"))
        self.credentials = Credentials(self.home.file("secrets.json"))
        self.redis_numbers = Numbers(self.home.file("redis-numbers.json"))
        self.servers = Servers(self.home, self.ports, self.credentials)

    @contextmanager
    def alone(self, report: Report) -> Iterator[None]:
        """Hold the installation's lock."""
        if not Path("/proc/self/stat").exists():
            raise CivicError(
                "the embedded stack runs on Linux only.",
                advice="Use Linux, a virtual machine or the containers in docker/.",
            )
        self.home.folder()
        with exclusive(self.home.file("lock"), report):
            yield

    # Portals

    def portals(self) -> list[Portal]:
        """List the portals that have been made, in the order of their names' list."""
        return [self.portal(name) for name in titles() if self.ports.find(_port_name(name))]

    def portal(self, name: str) -> Portal:
        """Answer one portal; raise CivicError when there is none of that name."""
        port = self.ports.find(_port_name(name))
        if port is None:
            known = ", ".join(portal.name for portal in self.portals()) or "none yet"
            raise CivicError(
                f"there is no portal {name} (there are: {known}).", advice="Make it: civic up"
            )
        folder = self.home.folder("portals", name)
        store_port = self.ports.find(f"store-{name}")
        return Portal(
            name=name,
            title=titles()[name],
            url=f"http://localhost:{port}",
            role="hub" if name == HUB else "council",
            organization=name,
            config=folder / "ckan.ini",
            storage=folder / "storage",
            store_url=f"http://127.0.0.1:{store_port}" if store_port else "",
        )

    def choose_ports(self, names: list[str], report: Report) -> None:
        """Give each portal its port: that of its place in the list, or the next free one."""
        places = list(titles())
        for name in names:
            self.ports.choose(_port_name(name), FIRST_PORT + places.index(name), report)

    # Services

    def store(self, name: str) -> Oxigraph:
        """The quad store of a portal."""
        folder = self.home.folder("portals", name, "store")
        return Oxigraph(self.home, name, folder, self.ports)

    def web(self, portal: Portal) -> Web:
        return Web(self.home, portal)

    def worker(self, portal: Portal) -> Worker:
        return Worker(self.home, portal, self.redis_url(portal))

    def redis_url(self, portal: Portal) -> str:
        """The portal's own Redis database."""
        return self.servers.redis_url(self.redis_numbers.choose(f"portal_{portal.name}"))

    def test_store(self, name: str) -> Oxigraph:
        """The quad store of a test environment."""
        folder = self.home.folder("tests", name, "store")
        return Oxigraph(self.home, f"test_{name}", folder, self.ports)

    def services(self) -> list[Service]:
        """List every server that there can be here, those in front of the others first."""
        portals = self.portals()
        tests = self.home.folder("tests")
        return [
            *(self.web(portal) for portal in portals),
            *(self.worker(portal) for portal in portals),
            *(self.store(portal.name) for portal in portals),
            *(self.test_store(path.name) for path in sorted(tests.iterdir()) if path.is_dir()),
            *self.servers.all,
        ]


def _port_name(portal: str) -> str:
    return f"portal {portal}"
