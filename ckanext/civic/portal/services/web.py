"""A portal's web server: CKAN under Gunicorn."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.home import Home
from ckanext.civic.portal.loopback import ask
from ckanext.civic.portal.portals import Portal
from ckanext.civic.portal.ports import LOOPBACK, is_free
from ckanext.civic.portal.services.base import Report, Service

_SETTINGS = Path(__file__).parent.parent / "settings" / "gunicorn.conf.py"


class Web(Service):
    """Gunicorn with one process of fourteen threads, on loopback."""

    def __init__(self, home: Home, portal: Portal) -> None:
        super().__init__(home, f"web-{portal.name}")
        self.portal = portal
        self.title = f"the portal {portal.name}"

    @property
    def folder(self) -> Path:
        return self.home.folder("portals", self.portal.name, "web")

    @property
    def port(self) -> int:
        return int(self.portal.url.rpartition(":")[2])

    def command(self) -> list[str]:
        return [sys.executable, "-m", "gunicorn", "--config", str(_SETTINGS)]

    def environment(self) -> dict[str, str]:
        inherited = super().environment()
        inherited.pop("GUNICORN_CMD_ARGS", None)
        return {
            **inherited,
            "CIVIC_PORTAL_BIND": f"{LOOPBACK}:{self.port}",
            "CIVIC_PORTAL_CONFIG": str(self.portal.config),
        }

    def prepare(self, report: Report) -> None:
        if not is_free(self.port):
            raise CivicError(
                f"port {self.port} of the portal {self.portal.name} is in use by another program.",
                place=Place(step=f"start {self.name}"),
                advice=f"End that program (ss -ltnp 'sport = :{self.port}' shows it), then run it"
                " again. A portal keeps its port, because the addresses of its data contain it.",
            )

    def is_healthy(self) -> bool:
        """Ask CKAN who it is: another portal's answer does not count."""
        status, body = ask(f"http://{LOOPBACK}:{self.port}/api/3/action/status_show", timeout_s=20)
        if status != 200:
            return False
        try:
            return json.loads(body)["result"]["site_url"] == self.portal.url
        except (ValueError, KeyError, TypeError):
            return False
