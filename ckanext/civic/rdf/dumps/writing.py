"""Put a dump together out of descriptions, in constant memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from .syntaxes import DumpFormat, Syntax

BLOCK_BYTES = 512 * 1024  # of N-Quads: what is in memory at once, in each form
_GZIP_LEVEL = 6
_GZIP_STREAM = 16 + zlib.MAX_WBITS  # zlib's way of saying "with a gzip header"


class Described(Protocol):
    """A description in its two plain forms: sorted lines in UTF-8, with and without the graph."""

    @property
    def nquads(self) -> bytes: ...
    @property
    def ntriples(self) -> bytes: ...


def written(descriptions: Iterable[Described], format: DumpFormat) -> Iterator[bytes]:
    """Yield a dump of ``descriptions``. The same descriptions give the same bytes."""
    chunks = _document(descriptions, format.syntax)
    return _packed(chunks) if format.is_packed else chunks


def _document(descriptions: Iterable[Described], syntax: Syntax) -> Iterator[bytes]:
    if syntax.head:
        yield syntax.head
    is_first = True
    for lines in _blocks(descriptions, has_graphs=syntax.has_graphs):
        block = syntax.block(lines)
        if block:
            yield block if is_first else syntax.between + block
            is_first = False
    if syntax.tail:
        yield syntax.tail


def _blocks(descriptions: Iterable[Described], *, has_graphs: bool) -> Iterator[bytes]:
    """Yield whole descriptions side by side, about ``BLOCK_BYTES`` at a time."""
    block: list[bytes] = []
    size = 0
    for description in descriptions:
        lines = description.nquads if has_graphs else description.ntriples
        block.append(lines)
        size += len(lines)
        if size >= BLOCK_BYTES:
            yield b"".join(block)
            block, size = [], 0
    if block:
        yield b"".join(block)


def _packed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield ``chunks`` in gzip (RFC 1952), without a name or a time."""
    packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_STREAM)
    for chunk in chunks:
        if piece := packer.compress(chunk):
            yield piece
    yield packer.flush()
