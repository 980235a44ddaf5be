"""TCP ports on loopback: chosen once, kept for the installation's life."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.private_files import read_json, write_json

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Tell whether a server could listen on ``port`` of the loopback addresses now.

    ``localhost`` may mean ::1 as well, so a stranger there makes the port busy too.
    """
    for family, address in ((socket.AF_INET, LOOPBACK), (socket.AF_INET6, "::1")):
        try:
            probe = socket.socket(family, socket.SOCK_STREAM)
        except OSError:
            continue
        with probe:
            # as every server does: a connection that is only fading away is no hindrance
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                if family == socket.AF_INET6 and not _has_ipv6():
                    continue
                return False
    return True


def _has_ipv6() -> bool:
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            return False
    return True


class Ports:
    """Give every server its port; ``path`` holds a JSON object name -> port."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()

    def find(self, name: str) -> int | None:
        """Answer the port that ``name`` has, or None when it has none yet."""
        return read_json(self.path).get(name)

    def choose(self, name: str, first: int, report: Callable[[str], object]) -> int:
        """Answer the port of ``name``; the first time the next free one from ``first``.

        Says so when that isn't ``first``. Ports that other names have are passed over.
        """
        with self._guard:
            known = read_json(self.path)
            if name in known:
                return known[name]
            port = self._next_free(first, set(known.values()))
            if port != first:
                report(f"Port {first} is in use: {name} takes port {port}.")
            write_json(self.path, {**known, name: port})
            return port

    def move(self, name: str, report: Callable[[str], object]) -> int:
        """Give ``name`` another port, for a server whose address nobody keeps."""
        with self._guard:
            known = read_json(self.path)
            old = known[name]
            port = self._next_free(old + 1, set(known.values()))
            report(f"Port {old} is in use: {name} moves to port {port}.")
            write_json(self.path, {**known, name: port})
            return port

    @staticmethod
    def _next_free(first: int, taken: set[int]) -> int:
        for port in range(first, min(first + 1000, 65536)):
            if port not in taken and is_free(port):
                return port
        raise CivicError(
            f"no free port from {first} to {first + 999}.", advice="Stop a program that uses one."
        )
