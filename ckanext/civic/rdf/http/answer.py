"""One way to answer a request for something public: the same bytes for whoever asks.

`answer` gives a content its strong ETag, Last-Modified, 304 and 412, gzip, sharing with scripts
of other sites (CORS), Vary and Cache-Control. The body is made only when bytes are sent.

Source: RFC 9110 (HTTP semantics), RFC 9111 (caching), Fetch Standard 3.2 (CORS).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ckanext.civic.core import clock

from .conditions import (
    RequestHeaders,
    Verdict,
    entity_tag,
    http_date,
    names,
    stated_modification,
    verdict,
)
from .encodings import Encoding, chosen_encoding, encoded
from .link import Link, link_header

Body = bytes | Iterable[bytes]

REVALIDATE = "public, no-cache"  # ask each time: what was hidden meanwhile is not shown again
FOR_EVER = "public, max-age=31536000, immutable"  # RFC 8246, for what never changes
REFUSED = "no-store"
METHODS = "GET, HEAD, OPTIONS"
_ASKED_HEADERS = "Accept, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, Range"
_SHOWN_HEADERS = (
    "Content-Encoding, Content-Length, Content-Range, Content-Type, ETag, "
    "Last-Modified, Link, Location, Retry-After"
)
_PREFLIGHT_S = 86400


@dataclass(frozen=True)
class Asked:
    """A request: its method and its headers, which know no upper and lower case."""

    method: str
    headers: RequestHeaders


@dataclass(frozen=True)
class Content:
    """What is at an address in one format.

    ``validator`` is any text that is another one whenever a byte of the body would be; None makes
    it of the body itself. ``body`` is called when bytes are needed, and answers bytes or a stream;
    ``packed`` does so where the content lies there in gzip already. ``negotiated`` says that other
    formats have the same address. ``modified`` is aware.
    """

    media_type: str
    body: Callable[[], Body]
    validator: str | None = None
    modified: datetime | None = None
    packed: Callable[[], Body] | None = None
    negotiated: bool = False
    caching: str = REVALIDATE
    links: Sequence[Link] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answered:
    """An answer: status, headers and body (bytes or a stream)."""

    status: int
    headers: dict[str, str]
    body: Body = b""


def answer(asked: Asked, content: Content, *, now: datetime | None = None) -> Answered:
    """Answer a GET or HEAD with ``content``, or with nothing when the client has it already."""
    encoding = chosen_encoding(asked.headers.get("Accept-Encoding"))
    if encoding is None:
        return refusal(406, "Answers come as they are or in gzip.", negotiated=True)
    now = now or clock.now()
    body: Body | None = None
    validator = content.validator
    if validator is None:
        body = content.body()
        if not isinstance(body, bytes):
            raise TypeError("a stream needs a validator")
        validator = hashlib.sha256(body).hexdigest()
    tag = entity_tag(validator, content.media_type, encoding.value)
    modified = stated_modification(content.modified, now)
    headers = {
        **_shared(content.negotiated),
        "Content-Type": content.media_type,
        "ETag": tag,
        "Cache-Control": content.caching,
        **content.headers,
    }
    if modified:
        headers["Last-Modified"] = http_date(modified)
    if content.links:
        headers["Link"] = link_header(content.links)
    found = verdict(asked.headers, tag, modified, now)
    if found is Verdict.NOT_MODIFIED:
        return Answered(304, {key: value for key, value in headers.items() if key in _OF_304})
    if found is Verdict.FAILED:
        return refusal(412, "The content is another one by now.", negotiated=content.negotiated)
    sent = _sent(content, body, encoding)
    if encoding is not Encoding.IDENTITY:
        headers["Content-Encoding"] = encoding.value
    if isinstance(sent, bytes):
        headers["Content-Length"] = str(len(sent))
    if asked.method == "HEAD":
        close(sent)
        sent = b""
    return Answered(200, headers, sent)


def is_known(asked: Asked, content: Content) -> bool:
    """Tell whether ``If-None-Match`` names the tag of ``content``; ``*`` names none.

    Needs a validator. It answers before anybody has looked whether the content is there.
    """
    encoding = chosen_encoding(asked.headers.get("Accept-Encoding"))
    if encoding is None or content.validator is None:
        return False
    tag = entity_tag(content.validator, content.media_type, encoding.value)
    return names(asked.headers.get("If-None-Match"), tag)


def refusal(
    status: int,
    message: str,
    *,
    negotiated: bool = False,
    links: Sequence[Link] = (),
    retry_after_s: int | None = None,
) -> Answered:
    """Answer that it cannot be done, in one plain sentence that scripts of other sites can read."""
    body = f"{message}\n".encode("utf-8", "replace")
    headers = {
        **_shared(negotiated),
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": REFUSED,
    }
    if links:
        headers["Link"] = link_header(links)
    if retry_after_s is not None:
        headers["Retry-After"] = str(retry_after_s)
    return Answered(status, headers, body)


def moved(address: str, status: int = 303, *, negotiated: bool = False) -> Answered:
    """Send on to another address (absolute, percent-encoded)."""
    headers = {**_shared(negotiated), "Location": address, "Content-Length": "0"}
    return Answered(status, {**headers, "Cache-Control": REVALIDATE})


def preflight(methods: str = METHODS) -> Answered:
    """Answer an OPTIONS request, also the one that a browser sends before a script's request."""
    return Answered(
        204,
        {
            "Allow": methods,
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": _ASKED_HEADERS,
            "Access-Control-Max-Age": str(_PREFLIGHT_S),
        },
    )


def close(body: Body) -> None:
    """Let a stream that nobody will read give back what it holds (a cursor, a file)."""
    closing = getattr(body, "close", None)
    if closing:
        closing()


# RFC 9110, 15.4.5: what a 200 would have said, and a cache must know
_OF_304 = frozenset(
    {
        "Access-Control-Allow-Origin",
        "Access-Control-Expose-Headers",
        "Cache-Control",
        "ETag",
        "Last-Modified",
        "Vary",
    }
)


def _shared(negotiated: bool) -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": _SHOWN_HEADERS,
        "Vary": "Accept, Accept-Encoding" if negotiated else "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }


def _sent(content: Content, body: Body | None, encoding: Encoding) -> Body:
    if encoding is Encoding.GZIP and content.packed:
        return content.packed()
    return encoded(content.body() if body is None else body, encoding)
