"""Start, recognise and end processes without ever touching a stranger's.

A process is known by its id *and* its start time, because ids are used again; a group of
processes by its session *and* its working folder. Source: proc(5).
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PROC = Path("/proc")
_LISTEN = "0A"


@dataclass(frozen=True, slots=True)
class Identity:
    """One process of this machine's present run.

    ``started`` is in clock ticks since boot; ``boot`` is the kernel's random id of this boot.
    """

    pid: int
    started: int
    boot: str

    def is_alive(self) -> bool:
        """Tell whether exactly this process still runs (a zombie does not)."""
        return self.boot == boot_id() and started_at(self.pid) == self.started

    def as_json(self) -> dict[str, Any]:
        return {"pid": self.pid, "started": self.started, "boot": self.boot}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Identity | None:
        try:
            return cls(int(value["pid"]), int(value["started"]), str(value["boot"]))
        except (KeyError, TypeError, ValueError):
            return None


def boot_id() -> str:
    """Answer the random id that the kernel drew when the machine started."""
    return (_PROC / "sys/kernel/random/boot_id").read_text().strip()


def _stat(pid: int) -> list[str] | None:
    """Answer the fields of /proc/PID/stat from the third on, or None when it is gone."""
    try:
        text = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return None
    return text.rpartition(")")[2].split()


def started_at(pid: int) -> int | None:
    """Answer when ``pid`` started in ticks since boot, or None when it is gone or a zombie."""
    fields = _stat(pid)
    return None if fields is None or fields[0] in "ZX" else int(fields[19])


def spawn(
    command: list[str], *, folder: Path, log: Path, environment: dict[str, str]
) -> tuple[subprocess.Popen[bytes], Identity]:
    """Start ``command`` in a session of its own, with its output appended to ``log`` (0600)."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=descriptor,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    finally:
        os.close(descriptor)
    return process, Identity(process.pid, started_at(process.pid) or -1, boot_id())


def members(leader: Identity, folder: Path) -> list[int]:
    """List the running processes that ``leader`` started or that are at work for it.

    They are in its session, or they work in ``folder`` (PostgreSQL's children have sessions of
    their own), and they work in ``folder`` or below it in both cases.
    """
    if leader.boot != boot_id():
        return []
    found = []
    for entry in _PROC.iterdir():
        if not entry.name.isdigit():
            continue
        pid = int(entry.name)
        fields = _stat(pid)
        if fields is None or fields[0] in "ZX":
            continue
        is_leader = pid == leader.pid and int(fields[19]) == leader.started
        if is_leader or (int(fields[3]) == leader.pid and _works_in(pid, folder)):
            found.append(pid)
    return found


def running(executable: Path, folder: Path) -> list[int]:
    """List the processes that run ``executable`` and work in ``folder`` or below it."""
    found = []
    for entry in _PROC.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            program = (entry / "exe").readlink()
        except (OSError, PermissionError):
            continue
        if program == executable and _works_in(int(entry.name), folder):
            found.append(int(entry.name))
    return found


def is_listening(pids: list[int], port: int) -> bool:
    """Tell whether one of the processes, which must be our own, listens on TCP ``port``.

    Source: proc_pid_net(5); a socket's inode stands in the table and in the name of its descriptor.
    """
    inodes = _listening_inodes(port)
    return any(not inodes.isdisjoint(_socket_inodes(pid)) for pid in pids)


def _listening_inodes(port: int) -> set[str]:
    """Answer the inodes of the sockets that listen on ``port``, whoever has them."""
    found = set()
    for table in ("tcp", "tcp6"):
        try:
            lines = (_PROC / "net" / table).read_text().splitlines()[1:]
        except FileNotFoundError:  # a kernel without IPv6
            continue
        for line in lines:
            _, local, _, state, *rest = line.split()
            if state == _LISTEN and int(local.rpartition(":")[2], 16) == port:
                found.add(rest[5])
    return found


def _socket_inodes(pid: int) -> set[str]:
    found = set()
    try:
        for descriptor in (_PROC / str(pid) / "fd").iterdir():
            try:
                name = str(descriptor.readlink())
            except FileNotFoundError:  # closed since
                continue
            if name.startswith("socket:["):
                found.add(name[len("socket:[") : -1])
    except (FileNotFoundError, ProcessLookupError):
        return found
    return found


def _works_in(pid: int, folder: Path) -> bool:
    try:
        where = (_PROC / str(pid) / "cwd").readlink()
    except (OSError, PermissionError):
        return False
    return where == folder or folder in where.parents


def end(pids: list[int], number: signal.Signals = signal.SIGTERM) -> None:
    """Send a signal to each process that is still there."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def wait_until_gone(pids: list[int], timeout_s: float) -> list[int]:
    """Wait for the processes to end; answer those that still run after ``timeout_s``."""
    until = time.monotonic() + timeout_s
    while True:
        _reap(pids)
        left = [pid for pid in pids if started_at(pid) is not None]
        if not left or time.monotonic() > until:
            return left
        time.sleep(0.05)


def _reap(pids: list[int]) -> None:
    """Collect those that are our own children, so that they leave no zombie."""
    for pid in pids:
        try:
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            continue
