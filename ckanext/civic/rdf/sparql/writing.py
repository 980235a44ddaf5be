"""Write a store's whole answer in the syntax that was asked for.

Reading it to its end is also what shows that nothing is missing; see `relay`.

Source: SPARQL 1.1 Query Results JSON, XML, CSV and TSV; XML 1.0, 2.2 (characters) and Namespaces
in XML, 3 (names of properties in RDF/XML).
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, cast

import pyoxigraph

from ckanext.civic.core.http import CHUNK_BYTES, Limits

from ..errors import QueryRefused
from .formats import GRAPH_FORMATS, WRITERS
from .relay import MEMORY_BYTES, broken, too_big

_TABLES = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "xml": pyoxigraph.QueryResultsFormat.XML,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
    "tsv": pyoxigraph.QueryResultsFormat.TSV,
}
_XML = frozenset({"xml", "rdf"})
_LAST_BYTES = 4096
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_ENDS_IN_NAME = re.compile(r"[^\W\d][\w.-]*\Z")


@dataclass(frozen=True)
class Written:
    """An answer, whole: its file (at its beginning), size in bytes and SHA-256."""

    file: IO[bytes]
    size_bytes: int
    sha256: str

    def chunks(self) -> Iterator[bytes]:
        """Yield the answer from its beginning; the file is closed at its end."""
        with self.file:
            self.file.seek(0)
            while chunk := self.file.read(CHUNK_BYTES):
                yield chunk

    def read(self) -> bytes:
        """Return the answer in memory, and close the file."""
        return b"".join(self.chunks())


def write(source: IO[bytes], key: str, limits: Limits) -> Written:
    """Return ``source`` (SPARQL JSON, or N-Triples for a graph) in the format ``key``.

    Raises QueryRefused when it cannot be written so or is too big, StoreUnavailable or
    QueryRefused (504) when ``source`` breaks off. ``source`` is closed.
    """
    target = _Measured(limits)
    with source:
        try:
            if key in GRAPH_FORMATS:
                _write_graph(source, key, target)
            else:
                _write_table(source, key, target)
        except (SyntaxError, ValueError) as error:
            target.file.close()
            raise broken(source, limits) from error
        except BaseException:
            target.file.close()
            raise
    target.file.seek(0)
    return Written(target.file, target.size_bytes, target.digest.hexdigest())


class _Measured:
    """A file that counts and hashes what is written, and stops at a size."""

    def __init__(self, limits: Limits) -> None:
        self.file = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115
        self.size_bytes = 0
        self.digest = hashlib.sha256()
        self.is_xml = False
        self._limits = limits

    def write(self, chunk: bytes) -> int:
        self.size_bytes += len(chunk)
        if self.size_bytes > self._limits.size_bytes:
            raise too_big(self._limits)
        if self.is_xml and _NOT_XML.search(chunk):
            raise QueryRefused(
                "The answer holds characters that no XML document may have.",
                status=406,
                advice="Ask for another format.",
            )
        self.digest.update(chunk)
        return self.file.write(chunk)

    def flush(self) -> None:
        """Nothing waits."""


def _write_table(source: IO[bytes], key: str, target: _Measured) -> None:
    target.is_xml = key in _XML
    found = pyoxigraph.parse_query_results(source, format=pyoxigraph.QueryResultsFormat.JSON)
    found.serialize(cast("IO[bytes]", target), format=_TABLES[key])


def _write_graph(source: IO[bytes], key: str, target: _Measured) -> None:
    quads = pyoxigraph.parse(source, format=pyoxigraph.RdfFormat.N_TRIPLES)
    triples: Iterable[pyoxigraph.Triple] = (quad.triple for quad in quads)
    target.is_xml = key in _XML
    if target.is_xml:
        triples = map(_named_for_xml, triples)
    pyoxigraph.serialize(triples, cast("IO[bytes]", target), format=WRITERS[key])
    source.seek(max(0, source.seek(0, 2) - _LAST_BYTES))
    if source.read().rstrip().rpartition(b"\n")[2].startswith(b"#"):
        raise ValueError("a store that stops in the middle says so in a comment")


def _named_for_xml(triple: pyoxigraph.Triple) -> pyoxigraph.Triple:
    if not _ENDS_IN_NAME.search(triple.predicate.value):
        raise QueryRefused(
            f"RDF/XML cannot name the property {triple.predicate.value}.",
            status=406,
            advice="Ask for another format.",
        )
    return triple
