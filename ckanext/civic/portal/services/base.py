"""A server process: start it, ask whether it is well, end it, all of it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.ckan_commands import without_ckan
from ckanext.civic.portal.home import Home
from ckanext.civic.portal.ports import is_free
from ckanext.civic.portal.private_files import read_json, write_json
from ckanext.civic.portal.processes import (
    Identity,
    end,
    is_listening,
    members,
    spawn,
    wait_until_gone,
)

Report = Callable[[str], object]
_LARGEST_LOG_BYTES = 5_000_000
_ADDRESSES = ("CIVIC_POSTGRES_URL", "CIVIC_REDIS_URL", "CIVIC_SOLR_URL")


class Service(ABC):
    """One server of an installation, known by ``name`` (its log, record and port bear it)."""

    title = ""
    start_timeout_s = 90.0
    stop_timeout_s = 15.0
    # what it was started from: a server whose settings or code have changed is started anew
    made_from = ""
    stop_signal = signal.SIGTERM

    def __init__(self, home: Home, name: str) -> None:
        self.home = home
        self.name = name

    # What a service says of itself

    @property
    @abstractmethod
    def folder(self) -> Path:
        """Its working folder, which no other service uses."""

    @abstractmethod
    def command(self) -> list[str]:
        """Its command line: no secret is on it, because every user can list processes."""

    @abstractmethod
    def is_healthy(self) -> bool:
        """Ask the server itself something small; never raises."""

    @property
    def port(self) -> int | None:
        """The TCP port on loopback that it listens on; None for a server that has none (yet)."""
        return None

    def prepare(self, report: Report) -> None:  # noqa: B027 - many need nothing
        """Make what the server needs before it starts."""

    def environment(self) -> dict[str, str]:
        """The environment of the process: ours without CKAN's options, which would override.

        The addresses of existing servers may hold passwords, so they stay out too.
        """
        inherited = without_ckan(os.environ)
        return {name: value for name, value in inherited.items() if name not in _ADDRESSES}

    # Its life

    @property
    def log(self) -> Path:
        return self.home.log(self.name)

    @property
    def record(self) -> Path:
        return self.home.folder("processes") / f"{self.name}.json"

    def identity(self) -> Identity | None:
        """Answer the process that was last started, running or not."""
        return Identity.from_json(read_json(self.record))

    def is_running(self) -> bool:
        """Tell whether the process that was last started still runs."""
        identity = self.identity()
        return identity is not None and identity.is_alive()

    def processes(self) -> list[int]:
        """List every running process of this service, also those whose leader was killed."""
        identity = self.identity()
        return [] if identity is None else members(identity, self.folder)

    def start(self, report: Report) -> bool:
        """See to it that the server runs and answers; tell whether it had to be started.

        Raises CivicError with the end of its log when it does not come up.
        """
        if self.is_running() and self._is_up_to_date() and self.wait_until_healthy(5):
            return False
        self.stop()
        for is_last in (False, False, True):
            self.prepare(report)
            report(f"Starting {self.title}")
            try:
                self.launch()
                break
            except CivicError:
                # another program took the port between our look and our start: look again
                if is_last or self.port is None or is_free(self.port):
                    raise
        return True

    def launch(self) -> None:
        """Start the process and wait until it answers."""
        self._shorten_log()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            process, identity = spawn(
                self.command(), folder=self.folder, log=self.log, environment=self.environment()
            )
        except OSError as error:
            raise CivicError(
                f"{self.title} could not be started: {error}.",
                place=Place(step=f"start {self.name}"),
                advice="Install the packages of the embedded stack: pip install"
                " 'ckanext-civic[embedded]'.",
            ) from error
        write_json(self.record, {**identity.as_json(), "made_from": self.made_from})
        if not self.wait_until_healthy(self.start_timeout_s, process):
            lines = self.last_log_lines()
            self.stop()
            raise CivicError(
                f"{self.title} did not start. Its log ends:\n{lines}\n",
                place=Place(step=f"start {self.name}"),
                advice=f"The whole log: civic logs {self.name}",
            )

    def wait_until_healthy(
        self, timeout_s: float, process: subprocess.Popen[bytes] | None = None
    ) -> bool:
        """Wait for a healthy answer; give up at once when the process has ended."""
        until = time.monotonic() + timeout_s
        pause_s = 0.05
        while True:
            is_healthy = self.is_healthy()
            has_ended = process.poll() is not None if process else not self.is_running()
            # a stranger may have answered, on a port that our own process did not get
            is_ours = is_healthy and not has_ended and self._holds_its_port()
            if is_ours or has_ended or time.monotonic() > until:
                return is_ours
            time.sleep(pause_s)
            pause_s = min(pause_s * 1.5, 0.5)

    def stop(self, report: Report | None = None) -> None:
        """End every process of the service: ask, wait, then kill; raise when one is left."""
        left = self.processes()
        identity = self.identity()
        if left:
            if report:
                report(f"Stopping {self.title}")
            leader = [pid for pid in left if identity and pid == identity.pid]
            end(leader or left, self.stop_signal)
            left = wait_until_gone(left, self.stop_timeout_s)
            left = list({*left, *self.processes()})
        if left:
            end(left, signal.SIGKILL)
            left = wait_until_gone(left, 10)
        if left:
            raise CivicError(
                f"{self.title} could not be stopped: processes {left} do not end.",
                place=Place(step=f"stop {self.name}"),
                advice="See what they wait for (ps -o pid,stat,wchan,cmd -p …) and try again.",
            )
        self.record.unlink(missing_ok=True)

    def last_log_lines(self, count: int = 15) -> str:
        """Answer the end of the log."""
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return "(no log)"
        return "\n".join(f"  {line}" for line in lines[-count:])

    def _holds_its_port(self) -> bool:
        return self.port is None or is_listening(self.processes(), self.port)

    def _is_up_to_date(self) -> bool:
        return read_json(self.record).get("made_from", "") == self.made_from

    def _shorten_log(self) -> None:
        """Put a long log aside before a start, so that logs do not grow for ever."""
        if self.log.exists() and self.log.stat().st_size > _LARGEST_LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
