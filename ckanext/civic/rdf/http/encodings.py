"""Which content coding an answer is sent in, and how a body gets into it.

Source: RFC 9110, 12.5.3 (Accept-Encoding) and 8.4.1 (content codings); RFC 1952 (gzip).
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from enum import Enum

LEVEL = 6  # zlib's own default: level 9 takes twice as long for 1 % less
_GZIP_STREAM = 16 + zlib.MAX_WBITS  # zlib's way of saying "with a gzip header"


class Encoding(str, Enum):
    """A content coding that answers come in."""

    IDENTITY = "identity"
    GZIP = "gzip"


def chosen_encoding(accept_encoding: str | None) -> Encoding | None:
    """Return the coding for an Accept-Encoding header; None when the client takes neither.

    gzip is chosen where the client likes it as well as the bare content; without a header the
    content comes bare, since clients that say nothing often cannot unpack.
    """
    if accept_encoding is None or not accept_encoding.strip():
        return Encoding.IDENTITY
    stated = dict(_stated(accept_encoding))
    anything = stated.get("*")
    packed = stated.get("gzip", stated.get("x-gzip", anything or 0.0))
    bare = stated.get("identity")
    if bare is None and anything == 0.0:
        bare = 0.0
    if packed > 0 and packed >= (bare or 0.0):
        return Encoding.GZIP
    return None if bare == 0.0 else Encoding.IDENTITY


def encoded(body: bytes | Iterable[bytes], encoding: Encoding) -> bytes | Iterable[bytes]:
    """Return ``body`` in a coding: bytes as bytes, a stream as a stream.

    The same content gives the same bytes each time: no file name and no time is written.
    """
    if encoding is Encoding.IDENTITY:
        return body
    if isinstance(body, bytes):
        return gzip.compress(body, compresslevel=LEVEL, mtime=0)
    return _packed(body)


def _packed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP_STREAM)
    for chunk in chunks:
        if piece := packer.compress(chunk):
            yield piece
    yield packer.flush()


def _stated(header: str) -> Iterator[tuple[str, float]]:
    for item in header.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        if name:
            yield name, quality if quality == quality else 0.0  # NaN is no quality
