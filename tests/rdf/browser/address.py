"""Where the portal of the browser tests is: known before CKAN reads its configuration."""

from __future__ import annotations

import socket

HOST = "127.0.0.1"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


PORT = _free_port()
ADDRESS = f"http://{HOST}:{PORT}"
