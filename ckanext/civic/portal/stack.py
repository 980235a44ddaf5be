"""The embedded stack: real servers and portals in one folder, without root or Docker."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal import ckan_commands
from ckanext.civic.portal.accounts import ADMIN, Accounts
from ckanext.civic.portal.health import portal_health
from ckanext.civic.portal.installation import Installation
from ckanext.civic.portal.portal_start import start_portal
from ckanext.civic.portal.portals import DEFAULT_COUNT, Portal, first_names
from ckanext.civic.portal.servers import start_together
from ckanext.civic.portal.services.base import Report, Service

__all__ = ["Portal", "Stack"]


def _silent(line: str) -> None:
    """Report nothing."""


class Stack:
    """One installation: its servers and its portals.

    ``home`` is its folder: by default ``CIVIC_HOME``, else ``var`` below the present folder.
    Every method may be called again and again, from several processes at once: one works, the
    others wait for it. ``report`` is called with lines for people, from several threads.
    """

    def __init__(self, home: Path | str | None = None) -> None:
        self._installation = Installation(home)
        self.home = self._installation.home.root

    # Life

    def up_services(self, report: Report = _silent) -> None:
        """Start the shared servers (PostgreSQL, Redis, Solr) where they don't run already."""
        with self._installation.alone(report):
            start_together(self._installation.servers.own, report)

    def up(self, portals: int | None = None, report: Report = _silent) -> None:
        """Bring the portals up and heal what is broken.

        ``portals`` counts the hub and then the councils; without it as many as were made before,
        the first time four. What runs well is left alone. Raises CivicError.
        """
        installation = self._installation
        with installation.alone(report):
            count = portals or len(installation.portals()) or DEFAULT_COUNT
            names = first_names(count)
            installation.choose_ports(names, report)
            stores = [installation.store(name) for name in names]
            start_together([*installation.servers.own, *stores], report)
            with ThreadPoolExecutor(len(names)) as pool:
                starts = [
                    pool.submit(start_portal, installation, installation.portal(name), report)
                    for name in names
                ]
            for start in starts:
                start.result()

    def stop(self, report: Report = _silent) -> None:
        """End every process of the installation, and make sure that none is left."""
        if not self.home.exists():
            return
        with self._installation.alone(report):
            for group in _in_order_of_stopping(self._installation.services()):
                with ThreadPoolExecutor(max(1, len(group))) as pool:
                    stops = [pool.submit(service.stop, report) for service in group]
                for stop in stops:
                    stop.result()
            self._installation.home.drop_socket_folder()

    # What there is

    def portals(self) -> list[Portal]:
        """List the portals that have been made."""
        return self._installation.portals()

    def portal(self, name: str) -> Portal:
        """Answer the portal ``name``; raises CivicError when there is none."""
        return self._installation.portal(name)

    def services(self) -> list[Service]:
        """List every server that there can be here."""
        return self._installation.services()

    def status(self) -> dict[str, Any]:
        """Answer ``{"portals": […], "services": […]}``, as ``civic status --json`` prints it.

        A portal has name, title, url, role (``council`` or ``hub``) and health; a service has
        name, title, health and log. Health is ``ok``, ``stopped``, or ``unwell`` for what runs
        and does not answer; a portal is only as well as its web server, worker and store and the
        shared servers of this installation.
        """
        if not self.home.exists():
            return {"portals": [], "services": []}
        servers = self._installation.servers
        replaced, shared = servers.replaced, [service.name for service in servers.own]
        services = [service for service in self.services() if service.name not in replaced]
        with ThreadPoolExecutor(max(1, len(services))) as pool:
            healths = dict(
                zip(
                    (service.name for service in services), pool.map(_health, services), strict=True
                )
            )
        return {
            "portals": [
                {
                    "name": portal.name,
                    "title": portal.title,
                    "url": portal.url,
                    "role": portal.role,
                    "health": portal_health(portal.name, healths, shared),
                }
                for portal in self.portals()
            ],
            "services": [
                {
                    "name": service.name,
                    "title": service.title,
                    "health": healths[service.name],
                    "log": str(service.log),
                }
                for service in services
            ],
        }

    # Portals' command line

    def ckan(self, name: str, *args: str, input: str | None = None) -> str:
        """Run CKAN's command line for the portal ``name``; answer its standard output.

        Raises CivicError with the end of its error output.
        """
        return ckan_commands.run(self.portal(name).config, *args, given=input)

    def token(self, portal: str, user: str) -> str:
        """Answer an API token of ``user`` on the portal; both are made when first asked for.

        Raises CivicError when something has to be made and the portal does not run.
        """
        with self._installation.alone(_silent):
            return Accounts(self.portal(portal), self._installation.credentials).token(user)

    def password(self, portal: str, user: str = ADMIN) -> str | None:
        """Answer the password of a user that this installation made, or None."""
        return self._installation.credentials.find(f"password {portal} {user}")

    # Tests

    def test_environment(self, name: str = "test", report: Report = _silent) -> dict[str, str]:
        """Answer environment variables for CKAN tests that run in this process.

        Makes what is missing: an own empty database, search core, Redis database, storage folder
        and quad store; starts the servers when needed. The store's base URL is
        ``CIVIC_TEST_STORE_URL`` (``/query``, ``/update`` and ``/store`` below it).
        """
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name):
            raise CivicError(
                f"«{name}» is no name for a test environment.",
                advice="Use small letters, digits and underlines, a letter first.",
            )
        label = f"test_{name}"
        installation = self._installation
        servers = installation.servers
        with installation.alone(report):
            store = installation.test_store(name)
            start_together([*servers.own, store], report)
            solr_url, solr_user, solr_password = servers.search(label)
            environment = {
                "CKAN_SQLALCHEMY_URL": servers.database(label, is_lasting=False),
                "CKAN_SOLR_URL": solr_url,
                "CKAN_SOLR_USER": solr_user,
                "CKAN_SOLR_PASSWORD": solr_password,
                "CKAN_REDIS_URL": servers.redis_url(installation.redis_numbers.choose(label)),
                "CKAN_SITE_ID": f"civic_{label}",
                "CKAN_STORAGE_PATH": str(installation.home.folder("tests", name, "storage")),
                "CIVIC_TEST_STORE_URL": store.url,
            }
        return {key: value for key, value in environment.items() if value}


def _in_order_of_stopping(services: list[Service]) -> list[list[Service]]:
    """Web servers and workers first, then what they use."""
    front = [service for service in services if service.name.startswith(("web-", "worker-"))]
    return [front, [service for service in services if service not in front]]


def _health(service: Service) -> str:
    if not service.is_running():
        return "stopped"
    return "ok" if service.is_healthy() else "unwell"
