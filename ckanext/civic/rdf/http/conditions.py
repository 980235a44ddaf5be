"""Whether a client has the current content already.

Source: RFC 9110, 8.8 (validators), 13.1 (conditional requests) and 13.2.2 (their order).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime
from enum import Enum
from typing import Any, Protocol

_ENTITY_TAG = re.compile(r'(?P<weak>W/)?"(?P<opaque>[^"\x00-\x20\x7f]*)"')


class RequestHeaders(Protocol):
    """The headers of a request: Werkzeug's, or a dict with names as RFCs write them."""

    def get(self, key: str, /) -> Any: ...


class Verdict(Enum):
    """What the conditions of a request come to."""

    SEND = "send"
    NOT_MODIFIED = "not modified"
    FAILED = "failed"


def entity_tag(*parts: str) -> str:
    """Return the strong ETag, quotes included, made of everything that the bytes depend on."""
    text = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return f'"{hashlib.sha256(text).hexdigest()[:32]}"'


def http_date(moment: datetime) -> str:
    """Return an aware time as HTTP writes it (RFC 9110, 5.6.7)."""
    return format_datetime(moment.astimezone(timezone.utc), usegmt=True)


def stated_modification(modified: datetime | None, now: datetime) -> datetime | None:
    """Return what ``Last-Modified`` may say: whole seconds, and none for the running second.

    Two changes in one second have one date. When it is given out only after its second is over,
    nobody holds a date that a later change has as well.
    """
    if modified is None:
        return None
    second = modified.astimezone(timezone.utc).replace(microsecond=0)
    return second if second < now.replace(microsecond=0) else None


def verdict(headers: RequestHeaders, tag: str, modified: datetime | None, now: datetime) -> Verdict:
    """Return what a GET or HEAD with these ``headers`` gets for the content with this tag.

    ``modified`` is what `stated_modification` answered. A date that nobody can read, or that lies
    in the future, is as good as none.
    """
    match, unmodified = headers.get("If-Match"), headers.get("If-Unmodified-Since")
    if match is not None:
        if not _has(match, tag, weakly=False):
            return Verdict.FAILED
    elif (since := _date(unmodified)) and modified and modified > since:
        return Verdict.FAILED
    none_match = headers.get("If-None-Match")
    if none_match is not None:
        return Verdict.NOT_MODIFIED if _has(none_match, tag, weakly=True) else Verdict.SEND
    since = _date(headers.get("If-Modified-Since"))
    if since and modified and since < now.replace(microsecond=0) and modified <= since:
        return Verdict.NOT_MODIFIED
    return Verdict.SEND


def names(if_none_match: str | None, tag: str) -> bool:
    """Tell whether the header lists this very tag (compared weakly, RFC 9110, 13.1.2)."""
    return if_none_match is not None and tag in _tags(if_none_match, weakly=True)


def _has(header: str, tag: str, *, weakly: bool) -> bool:
    """Tell whether a list of entity tags, or ``*``, stands for ``tag``."""
    if header.strip() == "*":
        return True
    return any(found == tag for found in _tags(header, weakly=weakly))


def _tags(header: str, *, weakly: bool) -> Iterable[str]:
    for found in _ENTITY_TAG.finditer(header):
        if weakly or not found["weak"]:
            yield f'"{found["opaque"]}"'


def _date(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)
