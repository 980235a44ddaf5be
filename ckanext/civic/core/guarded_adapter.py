"""Connections that never reach a private address: the network side of the guarded client.

Source: OWASP SSRF Prevention Cheat Sheet; the address is checked again once connected, because a
name can be bound to another address between the look-up and the connection.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager


class PrivateAddress(Exception):
    """Raised inside a connection, before a byte is sent."""


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not ip.is_multicast


def _refuse_private(host: str, port: int) -> None:
    for *_, sockaddr in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not _is_public(str(sockaddr[0])):
            raise PrivateAddress


class _GuardedConnection:
    """Checks the name's addresses before connecting, and the address reached afterwards."""

    def _new_conn(self) -> socket.socket:
        with contextlib.suppress(OSError):  # the connection will say that a name is unknown
            _refuse_private(self.host, self.port)  # type: ignore[attr-defined]
        sock = super()._new_conn()  # type: ignore[misc]
        if not _is_public(sock.getpeername()[0]):  # the name was re-bound in between
            sock.close()
            raise PrivateAddress
        return sock


class _GuardedHTTPConnection(_GuardedConnection, HTTPConnection):
    pass


class _GuardedHTTPSConnection(_GuardedConnection, HTTPSConnection):
    pass


# urllib3 declares these attributes as a protocol that its own connections do not meet exactly
class _GuardedHTTPPool(HTTPConnectionPool):
    ConnectionCls = _GuardedHTTPConnection  # pyright: ignore[reportAssignmentType]


class _GuardedHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedHTTPSConnection  # pyright: ignore[reportAssignmentType]


class GuardedAdapter(HTTPAdapter):
    """Carry requests to public addresses or, where ``allow_private``, to any."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow = allow_private
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        if not self._allow:
            manager: PoolManager = self.poolmanager
            manager.pool_classes_by_scheme = {
                "http": _GuardedHTTPPool,
                "https": _GuardedHTTPSPool,
            }
