"""Writes rows as CSV bytes, with the encoding and line ends that a council used."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence


def csv_bytes(
    header: str,
    rows: Iterable[Sequence[object]],
    *,
    encoding: str = "utf-8",
    line_end: str = "\r\n",
) -> bytes:
    """Return ``rows`` as CSV below ``header``, which has its names joined by commas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def gzipped(content: bytes) -> bytes:
    """Return ``content`` compressed, the same bytes on every run."""
    return gzip.compress(content, mtime=0)
