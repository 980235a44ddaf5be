"""The guarded HTTP client: every outbound request of the suite goes through it.

It speaks http and https only, never reaches a private address that was not allowed by name,
keeps to deadlines and sizes, re-checks every redirect, obeys Retry-After, and never repeats a
response body or a credential in an error.

Sources: OWASP SSRF Prevention Cheat Sheet; RFC 9110 10.2.3 (Retry-After), 15.4 (redirects).
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from . import clock
from .errors import CivicError, Place
from .guarded_adapter import GuardedAdapter, PrivateAddress

CHUNK_BYTES = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRIED = frozenset({429, 502, 503, 504})
IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE"})


class HttpError(CivicError):
    """A request that gave no usable answer; ``status`` is None when there was none at all."""

    def __init__(self, message: str, *, url: str, status: int | None = None) -> None:
        self.url = without_secrets(url)
        self.status = status
        super().__init__(message, place=Place(peer=self.url))


class AddressRefused(HttpError):
    """The address is private, or not http(s), and was not allowed by name."""


@dataclass(frozen=True)
class Limits:
    """How long and how much a request may take: seconds and (decompressed) bytes."""

    connect_timeout_s: float = 5
    read_timeout_s: float = 30
    total_timeout_s: float = 300
    size_bytes: int = 100 * 1024 * 1024
    redirects: int = 5
    retries: int = 2
    retry_wait_s: float = 20


@dataclass(frozen=True)
class Response:
    """A whole answer: header names are lower case, ``body`` is decompressed."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON; raises HttpError when it is something else."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            kind = self.headers.get("content-type", "no type")
            raise HttpError(
                f"Expected JSON but got {kind}.", url=self.url, status=self.status
            ) from error


@dataclass(frozen=True)
class Stream:
    """An answer that is still coming: header names are lower case, ``chunks`` decompressed.

    Reading ``chunks`` raises HttpError as `Client.request` does.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


@dataclass(frozen=True)
class Download:
    """A file that was fetched whole: its size in bytes and SHA-256 in hexadecimal."""

    path: Path
    size_bytes: int
    sha256: str


def without_secrets(url: str) -> str:
    """Return ``url`` without user, password, query and fragment, for logs and errors."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"


class Client:
    """Make guarded requests.

    ``allow_private`` names hosts (``localhost`` or, for one port only, ``localhost:5001``) that
    may be reached although their address is private. ``ca_file`` names a file of certificates to
    trust in place of the public ones. Use one client in one thread.
    """

    def __init__(
        self,
        *,
        allow_private: Collection[str] = (),
        limits: Limits | None = None,
        user_agent: str = "ckanext-civic",
        ca_file: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._allow_private = frozenset(allow_private)
        self._limits = limits or Limits()
        self._sleep = sleep
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy would connect on our behalf, unguarded
        self._session.headers["User-Agent"] = user_agent
        if ca_file:
            self._session.verify = ca_file
        self._public = GuardedAdapter(allow_private=False)
        self._private = GuardedAdapter(allow_private=True)

    def get(self, url: str, **options: Any) -> Response:
        """Fetch ``url``; see `request`."""
        return self.request("GET", url, **options)

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        data: Any = None,
        expect: Collection[int] = (200, 201, 204, 304),
    ) -> Response:
        """Return the answer to one request, whole in memory.

        Raises HttpError for a status outside ``expect``, a time-out, an answer over the size
        limit or a broken connection, and AddressRefused before anything is sent to a private
        address.
        """
        reply = self._open(method, url, params=params, headers=headers, data=data)
        with reply.response as response:
            body = b"".join(self._chunks(reply))
            self._check_status(response, expect)
            lower = {name.lower(): value for name, value in response.headers.items()}
            return Response(reply.url, response.status_code, lower, body)

    @contextmanager
    def stream(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        data: Any = None,
    ) -> Iterator[Stream]:
        """Open one request and give its answer, of any status, as it comes.

        Raises HttpError when there is none; leaving the block closes the connection.
        """
        reply = self._open(method, url, headers=headers, data=data)
        with reply.response as response:
            lower = {name.lower(): value for name, value in response.headers.items()}
            yield Stream(reply.url, response.status_code, lower, self._chunks(reply))

    def download(
        self, url: str, path: Path, *, headers: Mapping[str, str] | None = None
    ) -> Download:
        """Fetch ``url`` into ``path``, which appears only when the file is whole."""
        reply = self._open("GET", url, headers=headers)
        part = path.with_name(path.name + ".part")
        digest, size = hashlib.sha256(), 0
        try:
            with reply.response as response, part.open("wb") as file:
                self._check_status(response, (200,))
                for chunk in self._chunks(reply):
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return Download(path, size, digest.hexdigest())

    def _open(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        data: Any = None,
    ) -> _Reply:
        deadline = time.monotonic() + self._limits.total_timeout_s
        attempts = 1 + (self._limits.retries if method in IDEMPOTENT else 0)
        for attempt in range(1, attempts + 1):
            reply = self._follow(method, url, params, headers, data, deadline)
            if reply.response.status_code not in RETRIED or attempt == attempts:
                return reply
            wait_s = _retry_after_s(reply.response.headers.get("Retry-After"), attempt)
            if wait_s > self._limits.retry_wait_s or time.monotonic() + wait_s > deadline:
                return reply
            reply.response.close()
            self._sleep(wait_s)
        raise AssertionError("unreachable: the last attempt returns")

    def _follow(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        data: Any,
        deadline: float,
    ) -> _Reply:
        for _ in range(self._limits.redirects + 1):
            response = self._send(method, url, params, headers, data)
            location = response.headers.get("Location")
            if response.status_code not in REDIRECTS or not location:
                return _Reply(response, url, deadline)
            response.close()
            target = urljoin(response.url, location)
            if not _may_follow(response.url, target, method):
                raise HttpError("Refused a redirect to another site.", url=url)
            url, params = target, None
        raise HttpError("Too many redirects.", url=url)

    def _send(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        data: Any,
    ) -> requests.Response:
        adapter = self._adapter_for(url)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        try:
            return self._session.request(
                method,
                url,
                params=params,
                headers=headers,
                data=data,
                stream=True,
                allow_redirects=False,
                timeout=(self._limits.connect_timeout_s, self._limits.read_timeout_s),
            )
        except PrivateAddress as error:
            raise AddressRefused("Refused a private address.", url=url) from error
        except (requests.RequestException, HTTPError) as error:
            raise HttpError(f"No answer ({type(error).__name__}).", url=url) from None

    def _adapter_for(self, url: str) -> GuardedAdapter:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise AddressRefused("Not a usable web address.", url="invalid:") from error
        if parts.scheme not in ("http", "https") or not host:
            raise AddressRefused("Only http and https addresses are used.", url=url)
        port = port or (443 if parts.scheme == "https" else 80)
        allowed = host in self._allow_private or f"{host}:{port}" in self._allow_private
        return self._private if allowed else self._public

    def _chunks(self, reply: _Reply) -> Iterator[bytes]:
        size = 0
        try:
            # read1 returns what has come, so that a body of one byte a second meets the deadline
            while chunk := reply.response.raw.read1(CHUNK_BYTES, decode_content=True):
                size += len(chunk)
                if size > self._limits.size_bytes:
                    raise HttpError(
                        f"The answer is over {self._limits.size_bytes} bytes.", url=reply.url
                    )
                if time.monotonic() > reply.deadline:
                    raise HttpError("The answer took too long.", url=reply.url)
                yield chunk
        except (requests.RequestException, HTTPError) as error:
            raise HttpError(
                f"The answer broke off ({type(error).__name__}).", url=reply.url
            ) from None

    @staticmethod
    def _check_status(response: requests.Response, expect: Collection[int]) -> None:
        if response.status_code not in expect:
            raise HttpError(
                f"Answered {response.status_code} {response.reason or ''}".rstrip() + ".",
                url=response.url,
                status=response.status_code,
            )


@dataclass(frozen=True)
class _Reply:
    response: requests.Response
    url: str
    deadline: float


def _may_follow(source: str, target: str, method: str) -> bool:
    if method not in ("GET", "HEAD"):
        return False
    a, b = urlsplit(source), urlsplit(target)
    same_site = (a.hostname, a.port) == (b.hostname, b.port) and a.scheme == b.scheme
    upgrade = a.hostname == b.hostname and (a.scheme, b.scheme) == ("http", "https")
    return same_site or upgrade


def _retry_after_s(value: str | None, attempt: int) -> float:
    """Return the seconds to wait: as told in seconds or as a date, else 1, 2, 4 …"""
    if value:
        if value.strip().isdigit():
            return float(value)
        try:
            return max(0.0, (parsedate_to_datetime(value) - clock.now()).total_seconds())
        except (ValueError, TypeError):
            pass
    return float(2 ** (attempt - 1))
