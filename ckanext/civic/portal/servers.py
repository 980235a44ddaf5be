"""The servers that all portals share: our own, or existing ones named by the environment.

``CIVIC_POSTGRES_URL`` (a role that may make roles and databases), ``CIVIC_REDIS_URL`` (without a
database number) and ``CIVIC_SOLR_URL`` (with ``user:password@`` when it has them; its cores must
be there) each replace one server of the embedded stack.
"""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.credentials import Credentials
from ckanext.civic.portal.databases import Databases
from ckanext.civic.portal.home import Home
from ckanext.civic.portal.loopback import ask
from ckanext.civic.portal.ports import Ports
from ckanext.civic.portal.services.base import Report, Service
from ckanext.civic.portal.services.postgres import Postgres
from ckanext.civic.portal.services.redis import Redis
from ckanext.civic.portal.services.solr import Solr


class Servers:
    """PostgreSQL, Redis and Solr of one installation."""

    def __init__(self, home: Home, ports: Ports, credentials: Credentials) -> None:
        self._credentials = credentials
        self.postgres = Postgres(home, credentials)
        self.redis = Redis(home, credentials)
        self.solr = Solr(home, ports, credentials)
        self._postgres_url = os.environ.get("CIVIC_POSTGRES_URL", "")
        self._redis_url = os.environ.get("CIVIC_REDIS_URL", "")
        self._solr_url = os.environ.get("CIVIC_SOLR_URL", "").rstrip("/")

    @property
    def all(self) -> list[Service]:
        """The servers that an installation can have, also when an existing one replaces them."""
        return [self.solr, self.redis, self.postgres]

    @property
    def own(self) -> list[Service]:
        """The servers that we start: those that no existing one replaces."""
        choices = (
            (self._postgres_url, self.postgres),
            (self._redis_url, self.redis),
            (self._solr_url, self.solr),
        )
        return [service for existing, service in choices if not existing]

    @property
    def replaced(self) -> set[str]:
        """The names of those that an existing server replaces."""
        return {service.name for service in self.all if service not in self.own}

    def database(self, name: str, *, is_lasting: bool = True) -> str:
        """Make database and role ``name`` where missing; answer the URL with the password."""
        password = self._credentials.get(f"database {name}")
        return self._databases().ensure(name, password, is_lasting=is_lasting)

    def redis_url(self, number: int) -> str:
        """Answer the URL of Redis database ``number``."""
        if self._redis_url:
            parts = urllib.parse.urlsplit(self._redis_url)
            if parts.scheme == "unix":
                return f"{self._redis_url.partition('?')[0]}?db={number}"
            return parts._replace(path=f"/{number}").geturl()
        return self.redis.url(number)

    def search(self, core: str) -> tuple[str, str, str]:
        """Make the search core where missing; answer its URL, user and password."""
        if not self._solr_url:
            self.solr.ensure_core(core)
            return (f"{self.solr.url}/{core}", *self.solr.login)
        parts = urllib.parse.urlsplit(self._solr_url)
        place = parts.netloc.rpartition("@")[2]
        url = f"{parts._replace(netloc=place).geturl()}/{core}"
        user, password = (
            urllib.parse.unquote(part or "") for part in (parts.username, parts.password)
        )
        status, _ = ask(f"{url}/admin/ping?wt=json", login=(user, password) if user else None)
        if status != 200:
            raise CivicError(
                f"the Solr at CIVIC_SOLR_URL has no core {core} (status {status}).",
                place=Place(step="find the search core"),
                advice=f"Make it with CKAN's schema: bin/solr create -c {core}, then put"
                " ckan/config/solr/schema.xml in its conf folder.",
            )
        return url, user, password

    def _databases(self) -> Databases:
        if self._postgres_url:
            return Databases(self._postgres_url)
        user, password = self.postgres.login
        return Databases(f"postgresql://{user}:{password}@/postgres?host={self.postgres.sockets}")


def start_together(services: Iterable[Service], report: Report) -> list[Service]:
    """Start the services side by side; answer those that had to be started.

    All are tried before the first error is raised.
    """
    wanted = list(services)
    if not wanted:
        return []
    with ThreadPoolExecutor(len(wanted)) as pool:
        waiting = [pool.submit(service.start, report) for service in wanted]
    return [service for service, future in zip(wanted, waiting, strict=True) if future.result()]
