"""A portal's worker: CKAN's own job queue."""

from __future__ import annotations

from pathlib import Path

from ckanext.civic.portal.home import Home
from ckanext.civic.portal.portals import Portal
from ckanext.civic.portal.programs import script
from ckanext.civic.portal.services.base import Service


class Worker(Service):
    """``ckan jobs worker``; ``redis_url`` is the portal's own database, where it signs in."""

    stop_timeout_s = 10.0

    def __init__(self, home: Home, portal: Portal, redis_url: str) -> None:
        super().__init__(home, f"worker-{portal.name}")
        self.portal = portal
        self.title = f"the worker of {portal.name}"
        self._redis_url = redis_url

    @property
    def folder(self) -> Path:
        return self.home.folder("portals", self.portal.name, "worker")

    def command(self) -> list[str]:
        return [str(script("ckan")), "-c", str(self.portal.config), "jobs", "worker"]

    def is_healthy(self) -> bool:
        """Tell whether our process is among the workers that Redis knows."""
        import redis

        identity = self.identity()
        if identity is None or not identity.is_alive():
            return False
        client = redis.Redis.from_url(self._redis_url, socket_timeout=2, decode_responses=True)
        try:
            names = [str(name) for name in client.smembers("rq:workers")]
            return any(client.hget(name, "pid") == str(identity.pid) for name in names)
        except (redis.RedisError, OSError):
            return False
        finally:
            client.close()
