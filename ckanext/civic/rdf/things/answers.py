"""The store's answers to the pages' questions, with the kinds of their terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph

from ..errors import StoreUnavailable

Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode
Term = Node | pyoxigraph.Literal


@dataclass(frozen=True)
class Statement:
    """What one graph says."""

    graph: str
    subject: str
    predicate: str
    object: Term


def solutions(body: bytes) -> Iterator[dict[str, Term]]:
    """Yield the solutions of SPARQL JSON results as terms by variable.

    Raises StoreUnavailable when the answer is none, as when a proxy or a full disk cut it off.
    """
    try:
        found = pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)
        if not isinstance(found, pyoxigraph.QuerySolutions):
            raise ValueError("no table")
        names = [variable.value for variable in found.variables]
        for row in found:
            yield {name: row[name] for name in names if row[name] is not None}
    except (SyntaxError, ValueError, UnicodeError) as error:
        raise StoreUnavailable("The quad store's answer cannot be read.") from error


def statements(body: bytes) -> list[Statement]:
    """Return the statements of an answer to `questions.statements`."""
    return [
        Statement(row["g"].value, row["s"].value, row["p"].value, row["o"])
        for row in solutions(body)
        if len(row) == 4 and isinstance(row["s"], pyoxigraph.NamedNode)
    ]


def triples(said: list[Statement]) -> list[pyoxigraph.Triple]:
    """Return statements as triples, sorted, each once however many graphs say it."""
    made = {
        pyoxigraph.Triple(
            pyoxigraph.NamedNode(one.subject), pyoxigraph.NamedNode(one.predicate), one.object
        )
        for one in said
    }
    return sorted(made, key=str)
