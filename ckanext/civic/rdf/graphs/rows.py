"""Turns files of N-Quads into one graph's N-Triples, refusing what does not belong there.

A file can come from another portal, so every statement is checked before any is written. Blocks of
lines that are plainly canonical and plainly belong are proved whole (canonical_lines.py); any
other block is parsed and checked statement by statement.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from ckanext.civic.core.errors import Place

from ..errors import GraphRefused
from . import canonical_lines
from .names import GraphNames

_N_QUADS = pyoxigraph.RdfFormat.N_QUADS
# {kind}/{name}: things of one council have more parts
_SHARED_NAME = rb"[A-Za-z0-9\-._~]+/[A-Za-z0-9\-._~]*(?:%[0-9A-Fa-f]{2}[A-Za-z0-9\-._~]*)*"


@dataclass(frozen=True)
class RowsFile:
    """A file of N-Quads: where it is now, what its publisher calls it, its SHA-256 (hex)."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True)
class CheckedRows:
    """The N-Triples of one graph as a file, and how many statements are in it."""

    path: Path
    quads: int


def fingerprint(hashes: Iterable[str]) -> str:
    """Return the hash of a graph that is made of files with these SHA-256, in this order.

    One file's hash is the file's own, so that it can be compared with CKAN's.
    """
    each = list(hashes)
    return each[0] if len(each) == 1 else hashlib.sha256("\n".join(each).encode()).hexdigest()


def checked_rows(
    files: Iterable[RowsFile],
    names: GraphNames,
    target: Path,
    *,
    progress: Callable[[int], object] | None = None,
) -> CheckedRows:
    """Write the statements of ``files`` to ``target`` as canonical N-Triples, in constant memory.

    ``progress`` is told now and then how many statements have been checked. Raises GraphRefused,
    naming the file and the statement's number, for text that is no N-Quads, a graph other than
    the dataset's own, a subject outside the origin's address and what councils share, and blank
    nodes (two files could mean different things by one label).
    """
    quads = 0
    with target.open("wb") as output:
        for file in files:
            start, before = output.tell(), quads
            try:
                for lines in _in_blocks(file, names):
                    output.write(lines)
                    quads += lines.count(b"\n")
                    if progress:
                        progress(quads)
            except (GraphRefused, SyntaxError, ValueError):
                output.seek(start)  # once more from the file's beginning, to say what and where
                output.truncate()
                quads = before + _one_by_one(file, names, output)
    return CheckedRows(target, quads)


def _in_blocks(file: RowsFile, names: GraphNames) -> Iterator[bytes]:
    """Yield the file's statements as canonical N-Triples; whatever it raises says not where."""
    plain, end = _plain_lines(names), f" <{names.rows}> .\n".encode()
    for block in canonical_lines.blocks(file.path):
        lines = _without_graph(block, end) if plain else None
        if plain and lines and canonical_lines.proves(plain, lines):
            yield lines
        else:
            parsed = pyoxigraph.parse(block, format=_N_QUADS)
            yield b"".join(_checked(parsed, file, names))


def _one_by_one(file: RowsFile, names: GraphNames, output: BinaryIO) -> int:
    """Write the file's statements to ``output``, each checked; return how many there are."""
    quads = 0
    try:
        parsed = pyoxigraph.parse(path=str(file.path), format=_N_QUADS)
        for line in _checked(parsed, file, names):
            output.write(line)
            quads += 1
    except (SyntaxError, ValueError) as error:
        raise GraphRefused(
            f"The file is not N-Quads: {str(error)[:200]}",
            place=Place(file=file.name),
            advice="Run the harmonise step of its source again.",
        ) from error
    return quads


def _checked(
    parsed: Iterable[pyoxigraph.Quad], file: RowsFile, names: GraphNames
) -> Iterator[bytes]:
    for number, quad in enumerate(parsed, start=1):
        _check(quad, names, file, number)
        yield f"{quad.subject} {quad.predicate} {quad.object} .\n".encode()


def _plain_lines(names: GraphNames) -> re.Pattern[bytes] | None:
    """Return the expression of a line that may stand in this graph; None if there can be none."""
    bases = (names.rows, names.uri_base, names.shared_base)
    if not all(map(canonical_lines.is_plain, bases)):
        return None
    own, shared = (re.escape(f"{base}/".encode()) for base in bases[1:])
    subject = rb"<(?:" + own + canonical_lines.TAIL + rb"|" + shared + _SHARED_NAME + rb")>"
    return canonical_lines.lines_about(subject)


def _without_graph(block: bytes, end: bytes) -> bytes | None:
    """Return the block without its graph; None unless every line ends with ``end``."""
    is_own = block.count(end) == block.count(b"\n")
    return block.replace(end, b" .\n") if is_own else None


def _check(quad: pyoxigraph.Quad, names: GraphNames, file: RowsFile, number: int) -> None:
    graph = getattr(quad.graph_name, "value", "")
    if graph != names.rows:
        raise _refusal(file, number, f"speaks in the graph {graph or '(none)'}", names)
    if not isinstance(quad.subject, pyoxigraph.NamedNode):
        raise _refusal(file, number, "has a blank node", names)
    if not _may_describe(quad.subject.value, names):
        raise _refusal(file, number, f"describes {quad.subject.value[:200]}", names)
    if isinstance(quad.object, pyoxigraph.BlankNode):
        raise _refusal(file, number, "has a blank node", names)


def _may_describe(subject: str, names: GraphNames) -> bool:
    """Tell whether ``subject`` is the origin's own, or shared: ``{shared_base}/{kind}/{name}``.

    Things of one council have more parts, so that nobody else can speak of those.
    """
    if subject.startswith(f"{names.uri_base}/"):
        return True
    shared = subject.startswith(f"{names.shared_base}/")
    return shared and subject[len(names.shared_base) + 1 :].count("/") == 1


def _refusal(file: RowsFile, number: int, what: str, names: GraphNames) -> GraphRefused:
    return GraphRefused(
        f"Statement {number} {what}.",
        place=Place(file=file.name),
        advice=f"This dataset's rows belong in the graph {names.rows} and describe things "
        f"under {names.uri_base}/ that all have an address. Nothing of it was published.",
    )
