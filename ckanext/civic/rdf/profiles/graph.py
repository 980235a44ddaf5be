"""What the mapping says, put into an rdflib graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph
import rdflib

from ckanext.civic.core import nquads

from ..mapping.terms import PREFIXES

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def bind_prefixes(graph: Any) -> None:
    """Give the graph the prefixes of the mapping's vocabularies."""
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)


def add_quads(graph: Any, quads: Iterable[nquads.Quad]) -> None:
    """Add the statements of ``quads`` to an rdflib graph, whatever graph they name.

    The cost is that of these statements alone, however much the graph holds.
    """
    text = "".join(nquads.lines((*quad[:3], "") for quad in quads))
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES):
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))


def _term(term: Any) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == _STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
