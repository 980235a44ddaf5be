"""The graphs that a query's text names as its dataset.

Source: SPARQL 1.1 Query, 13.2 (FROM, FROM NAMED).
"""

from __future__ import annotations

from rdflib.plugins.sparql import prepareQuery


def graphs_named(query: str) -> tuple[list[str], list[str]] | None:
    """Return the default graphs and the named graphs of ``query``; None when it cannot be read."""
    try:
        clauses = prepareQuery(query).algebra.datasetClause
    except Exception:  # its parser raises what it happens to raise; the store is the judge
        return None
    default, named = [], []
    for clause in clauses or ():
        (named if clause.named else default).append(str(clause.named or clause.default))
    return default, named
