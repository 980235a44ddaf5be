"""Parts of a file, so that a broken download goes on where it stopped.

Source: RFC 9110, 14 (range requests) and 13.1.5 (If-Range).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from .conditions import RequestHeaders, http_date

_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """The bytes from ``start`` to before ``end`` of ``size``."""

    start: int
    end: int
    size: int

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def content_range(self) -> str:
        """What the header Content-Range says."""
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


class Unsatisfiable(Exception):
    """The range that was asked for has no byte of the file (HTTP 416)."""


def asked_part(
    headers: RequestHeaders, size: int, tag: str, modified: datetime | None
) -> Part | None:
    """Return the part that a request wants of a file of ``size`` bytes, or None for all of it.

    ``tag`` and ``modified`` are the file's validators: when the client's part is of another
    version (``If-Range``), all is sent. Several ranges in one request get all of it too, as
    RFC 9110, 14.2 allows. Raises Unsatisfiable.
    """
    header = headers.get("Range")
    if header is None or not _is_same(headers.get("If-Range"), tag, modified):
        return None
    match = _ONE_RANGE.fullmatch(header)
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        start, end = max(0, size - int(match[2])), size
    else:
        start = int(match[1])
        if match[2] and int(match[2]) < start:
            return None  # not a range at all: 14.1.1
        end = min(size, int(match[2]) + 1) if match[2] else size
    if start >= end:
        raise Unsatisfiable
    return Part(start, end, size)


def _is_same(if_range: str | None, tag: str, modified: datetime | None) -> bool:
    """Tell whether ``If-Range`` names this version: its strong tag, or exactly its date."""
    if if_range is None:
        return True
    text = if_range.strip()
    if text.startswith(('"', "W/")):
        return text == tag
    try:
        return modified is not None and parsedate_to_datetime(text) == parsedate_to_datetime(
            http_date(modified)
        )
    except (TypeError, ValueError, IndexError, OverflowError):
        return False
