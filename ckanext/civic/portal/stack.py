"""The embedded stack: real servers and portals in one folder, without root or Docker."""

from __future__ import annotations

import re
from pathlib import Path

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.credentials import Credentials
from ckanext.civic.portal.home import Home
from ckanext.civic.portal.lock import exclusive
from ckanext.civic.portal.numbers import Numbers
from ckanext.civic.portal.ports import Ports
from ckanext.civic.portal.servers import Servers, start_together
from ckanext.civic.portal.services.base import Report
from ckanext.civic.portal.services.oxigraph import Oxigraph


def _silent(line: str) -> None:
    """Report nothing."""


class Stack:
    """One installation: its servers and its portals.

    ``home`` is its folder: by default ``CIVIC_HOME``, else ``var`` below the present folder.
    Every method may be called again and again, from several processes at once: one works, the
    others wait for it.
    """

    def __init__(self, home: Path | str | None = None) -> None:
        self.home = Home(home)
        self.ports = Ports(self.home.file("ports.json"))
        self.credentials = Credentials(self.home.file("secrets.json"))
        self.servers = Servers(self.home, self.ports, self.credentials)

    def up_services(self, report: Report = _silent) -> None:
        """Start the shared servers (PostgreSQL, Redis, Solr) where they don't run already."""
        with self._alone(report):
            start_together(self.servers.own, report)

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
        store = Oxigraph(self.home, label, self.home.folder("tests", name, "store"), self.ports)
        with self._alone(report):
            start_together([*self.servers.own, store], report)
            solr_url, solr_user, solr_password = self.servers.search(label)
            environment = {
                "CKAN_SQLALCHEMY_URL": self.servers.database(label),
                "CKAN_SOLR_URL": solr_url,
                "CKAN_SOLR_USER": solr_user,
                "CKAN_SOLR_PASSWORD": solr_password,
                "CKAN_REDIS_URL": self.servers.redis_url(self._numbers.choose(label)),
                "CKAN_SITE_ID": f"civic_{label}",
                "CKAN_STORAGE_PATH": str(self.home.folder("tests", name, "storage")),
                "CIVIC_TEST_STORE_URL": store.url,
            }
        return {key: value for key, value in environment.items() if value}

    @property
    def _numbers(self) -> Numbers:
        return Numbers(self.home.file("redis-numbers.json"))

    def _alone(self, report: Report):
        return exclusive(self.home.file("lock"), report)
