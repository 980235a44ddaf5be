"""Datasets and the catalogue by ckanext-dcat's own profiles, without that extension's defects.

Each dataset is mapped into a graph of its own: the third DCAT-AP profile looks at every file of
the graph once a dataset. What it says is then read term by term: a value that is no absolute IRI
becomes a literal, characters that XML cannot carry go, and blank nodes are named after what they
say, so that two answers are alike. Organisations are looked up anew each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pyoxigraph
import rdflib
from rdflib.term import Node

from ckanext.civic.core import nquads
from ckanext.civic.core.nquads import literal
from ckanext.dcat.exceptions import RDFProfileException  # pyright: ignore[reportMissingImports]
from ckanext.dcat.processors import RDFSerializer  # pyright: ignore[reportMissingImports]
from ckanext.dcat.profiles import RDFProfile  # pyright: ignore[reportMissingImports]

from ..errors import RdfError
from ..mapping.terms import checked_iri


class UnknownProfile(RdfError):
    """A profile that is not installed."""


class RefusedByProfile(RdfError):
    """A profile cannot say what a dataset holds."""


def dataset_triples(dataset: dict[str, Any], catalog: str, profiles: Sequence[str]) -> bytes:
    """Return a dataset by ``profiles`` as N-Triples, linked from ``catalog`` (an IRI).

    Raises UnknownProfile; RefusedByProfile when a profile fails on the dataset's values.
    """
    serializer = _serializer(profiles)
    root = rdflib.URIRef(catalog)
    try:
        node = serializer.graph_from_dataset(dataset)
        serializer.g.add((root, rdflib.DCAT.dataset, node))
        return _lines(serializer.g) + _source_catalog(profiles, root, dataset, node)
    except Exception as error:  # the one boundary: a profile trips over one dataset's values
        raise RefusedByProfile(
            f"Dataset {dataset.get('name')}: {', '.join(profiles)} fails on its values."
        ) from error


def catalog_triples(profiles: Sequence[str]) -> bytes:
    """Return the catalogue by ``profiles`` as sorted N-Triples. Raises UnknownProfile."""
    serializer = _serializer(profiles)
    serializer.graph_from_catalog({})
    return _lines(serializer.g)


def _serializer(profiles: Sequence[str]) -> Any:
    RDFProfile._org_cache.clear()  # it never forgets: a renamed council would keep its old name
    try:
        return RDFSerializer(profiles=list(profiles))
    except RDFProfileException as error:
        raise UnknownProfile("profiles: at least one of them is not known here.") from error


def _source_catalog(
    profiles: Sequence[str], root: rdflib.URIRef, dataset: dict[str, Any], node: rdflib.URIRef
) -> bytes:
    """Say from which catalogue the dataset was harvested, where the portal wants to.

    ckanext-dcat links the first dataset of each source only; here every one is linked. The source
    has a graph of its own, so that its blank nodes are named alike for all its datasets.
    """
    serializer = _serializer(profiles)
    source = serializer._add_source_catalog(root, _with_readable_publisher(dataset), node)
    if source is None:
        return b""
    serializer.g.remove((source, rdflib.DCAT.dataset, node))
    link = rdflib.Graph()
    link.add((source, rdflib.DCAT.dataset, node))
    return _lines(serializer.g) + _lines(link)


def _with_readable_publisher(dataset: dict[str, Any]) -> dict[str, Any]:
    """Leave out a source's publisher that is no JSON object with a name, which would raise."""

    def is_readable(extra: dict[str, Any]) -> bool:
        if extra.get("key") != "source_catalog_publisher":
            return True
        try:
            said = json.loads(extra.get("value") or "")
        except (TypeError, ValueError, RecursionError):
            return False
        return isinstance(said, dict) and said.get("name") is not None

    extras = [extra for extra in dataset.get("extras") or () if is_readable(extra)]
    return {**dataset, "extras": extras}


def _lines(graph: rdflib.Graph) -> bytes:
    """Return a graph as sorted N-Triples with blank nodes named by their place in it."""
    text = "".join(sorted(set(_statements(graph))))
    triples = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    whole = pyoxigraph.Dataset(triples)
    whole.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad.triple} .\n" for quad in whole)
    # the names count from 0 in each graph: a digest keeps those of two datasets apart
    own = hashlib.sha256("".join(lines).encode()).hexdigest()[:16]
    renamed = (_renamed(pyoxigraph.Quad(*quad.triple), own) for quad in whole)
    return "".join(sorted(renamed)).encode("utf-8")


def _renamed(quad: pyoxigraph.Quad, prefix: str) -> str:
    terms = [
        f"_:b{prefix}{term.value}" if isinstance(term, pyoxigraph.BlankNode) else str(term)
        for term in (quad.subject, quad.predicate, quad.object)
    ]
    return f"{' '.join(terms)} .\n"


def _statements(graph: rdflib.Graph) -> Iterator[str]:
    for subject, predicate, value in graph.triples((None, None, None)):
        about, said = _node(subject), _node(predicate)
        what = _node(value) or literal(str(value))
        if about and said:
            yield nquads.line((about, said, what, ""))


def _node(term: Node) -> str | None:
    """Return a term as N-Triples; None for an IRI that is none."""
    if isinstance(term, rdflib.BNode):
        return f"_:{hashlib.sha256(str(term).encode()).hexdigest()[:24]}"
    if isinstance(term, rdflib.URIRef):
        return checked_iri(str(term))
    if not isinstance(term, rdflib.Literal):
        return None
    datatype = checked_iri(str(term.datatype)) if term.datatype else None
    plain = datatype[1:-1] if datatype else None
    return literal(str(term), datatype=plain, language=term.language)
