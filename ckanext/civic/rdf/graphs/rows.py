"""Turns files of N-Quads into one graph's N-Triples, refusing what does not belong there.

A file can come from another portal, so every statement is checked before any is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from ckanext.civic.core.errors import Place

from ..errors import GraphRefused
from .names import GraphNames


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


def checked_rows(files: Iterable[RowsFile], names: GraphNames, target: Path) -> CheckedRows:
    """Write the statements of ``files`` to ``target`` as N-Triples, in constant memory.

    Raises GraphRefused, naming the file and the statement's number, for text that is no N-Quads,
    a graph other than the dataset's own, a subject outside the origin's address and what councils
    share, and blank nodes (two files could mean different things by one label).
    """
    quads = 0
    with target.open("w", encoding="utf-8", newline="\n") as output:
        for file in files:
            for number, quad in enumerate(_parsed(file), start=1):
                _check(quad, names, file, number)
                output.write(f"{quad.subject} {quad.predicate} {quad.object} .\n")
                quads += 1
    return CheckedRows(target, quads)


def _parsed(file: RowsFile) -> Iterable[pyoxigraph.Quad]:
    try:
        yield from pyoxigraph.parse(path=str(file.path), format=pyoxigraph.RdfFormat.N_QUADS)
    except (SyntaxError, UnicodeDecodeError) as error:
        raise GraphRefused(
            f"The file is not N-Quads: {str(error)[:200]}",
            place=Place(file=file.name),
            advice="Run the harmonise step of its source again.",
        ) from error


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
