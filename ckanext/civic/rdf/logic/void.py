"""Gather what the VoID document says: from the descriptions, the table of graphs, the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

import pyoxigraph
import sqlalchemy as sa
from ckan import model

from ckanext.civic.core.canonical import sha256_hex

from .. import config
from ..dumps import dump_formats
from ..model import CivicRdfGraph
from ..sparql.guard import read_only
from ..void.document import Publication, RowsGraph, void_document
from .before_serving import before_serving
from .descriptions import Description, current
from .readable_graphs import read_graphs
from .sparql import ask
from .withdrawals import before_reading

_ROWS = "rows"
_GRAPHS_A_QUERY = 200
_CLASSES = """SELECT ?graph ?class (COUNT(?thing) AS ?things) (MIN(STR(?thing)) AS ?example) {
  VALUES ?graph { %s }
  GRAPH ?graph { ?thing a ?class }
} GROUP BY ?graph ?class"""
_TITLE = "http://purl.org/dc/terms/title"
_LICENCE = "http://purl.org/dc/terms/license"


class StoredGraph(NamedTuple):
    """A row of the table of graphs, apart from the session that read it."""

    graph: str
    package_id: str | None
    kind: str
    quads: int
    sha256: str | None


@dataclass(frozen=True)
class Things:
    """What a graph is about: how many things of each class, and the address of one."""

    classes: Mapping[str, int]
    example: str


# by name and SHA-256 of a graph; whatever cannot be read any more leaves with the next request
_counted: dict[tuple[str, str], Things] = {}


@dataclass(frozen=True)
class Void:
    """The document of now: ``validator`` is another text whenever the document would differ."""

    validator: str
    _graphs: Sequence[StoredGraph]
    _described: Mapping[str, Description]

    def lines(self) -> Iterable[str]:
        """Return the document as lines of N-Triples.

        Raises StoreUnavailable and QueryRefused when the store cannot count.
        """
        return void_document(self.published())

    def published(self) -> Publication:
        """Return what the document says, as plain values; raises as `lines` does."""
        site = config.site()
        rows = [graph for graph in self._graphs if graph.kind == _ROWS]
        things = _things(rows)
        return Publication(
            url=site.url,
            title=site.title,
            language=site.language.replace("_", "-"),
            things=f"{site.uri_base}/id/",
            catalog=site.catalog_iri,
            dumps=[f"{site.url}/rdf/catalog.{each.ending}" for each in dump_formats()],
            feed=f"{site.url}/rdf/feed",
            endpoint=f"{site.url}/sparql" if config.store_addresses() else "",
            triples=sum(graph.quads or 0 for graph in self._graphs),
            vocabularies=sorted(_vocabularies(things.values())),
            rows=[_row(row, self._described, things, site.url) for row in rows],
        )


def void() -> Void:
    """Return the portal's VoID document, after what is hidden has left. Commits.

    Raises Unavailable when something hidden could not be withdrawn.
    """
    before_serving()
    graphs: list[StoredGraph] = []
    if config.store_addresses():
        before_reading()
        names = set(read_graphs())
        columns = (getattr(CivicRdfGraph, column) for column in StoredGraph._fields)
        query = sa.select(*columns).order_by(CivicRdfGraph.graph)
        found = (StoredGraph(*row) for row in model.Session.execute(query))
        graphs = [graph for graph in found if graph.graph in names]
    rows = (graph for graph in graphs if graph.kind == _ROWS)
    described = current(graph.package_id for graph in rows if graph.package_id)
    seen = [
        repr(config.site()),
        *(f"{graph.graph} {graph.sha256} {graph.quads}" for graph in graphs),
        *(f"{each.package_id} {each.sha256}" for each in described.values()),
    ]
    return Void(sha256_hex("\n".join(seen).encode()), graphs, described)


def _row(
    graph: StoredGraph,
    described: Mapping[str, Description],
    things: Mapping[str, Things],
    url: str,
) -> RowsGraph:
    description = described.get(graph.package_id or "")
    said = _said(description) if description else {}
    found = things.get(graph.graph, Things({}, ""))
    return RowsGraph(
        name=graph.graph,
        triples=graph.quads or 0,
        dataset=description.iri if description else "",
        title=said.get(_TITLE, ""),
        licence=said.get(_LICENCE, ""),
        example=found.example,
        dump=url + urlsplit(graph.graph).path,
        classes=found.classes,
    )


def _said(description: Description) -> dict[str, str]:
    """Return title and licence of a dataset, as its description says them."""
    starts = tuple(f"<{description.iri}> <{name}> ".encode() for name in (_TITLE, _LICENCE))
    lines = [line for line in description.nquads.splitlines() if line.startswith(starts)]
    quads = pyoxigraph.parse(b"\n".join(lines), format=pyoxigraph.RdfFormat.N_QUADS)
    return {quad.predicate.value: str(getattr(quad.object, "value", "")) for quad in quads}


def _things(rows: Sequence[StoredGraph]) -> dict[str, Things]:
    """Return by graph what it is about; the store counts those that it has not counted yet."""
    keys = {row.graph: (row.graph, row.sha256 or "") for row in rows}
    for gone in set(_counted) - set(keys.values()):
        _counted.pop(gone, None)
    missing = [name for name, key in keys.items() if key not in _counted]
    for start in range(0, len(missing), _GRAPHS_A_QUERY):
        part = missing[start : start + _GRAPHS_A_QUERY]
        for name, found in _count(part).items():
            _counted[keys[name]] = found
    return {name: _counted[key] for name, key in keys.items() if key in _counted}


def _count(names: Sequence[str]) -> dict[str, Things]:
    before_reading().check()  # a store that is away holds up no page
    query = _CLASSES % " ".join(f"<{name}>" for name in names)
    bindings = json.loads(ask(read_only(query), "json").read())["results"]["bindings"]
    classes: dict[str, dict[str, int]] = {name: {} for name in names}
    examples: dict[str, list[str]] = {name: [] for name in names}
    for row in bindings:
        name = row["graph"]["value"]
        classes[name][row["class"]["value"]] = int(row["things"]["value"])
        examples[name].append(row["example"]["value"])
    return {name: Things(classes[name], min(examples[name], default="")) for name in names}


def _vocabularies(things: Iterable[Things]) -> set[str]:
    """Return the vocabularies that the classes are of: their addresses up to the last part."""
    classes = {name for each in things for name in each.classes}
    return {name[: max(name.rfind("#"), name.rfind("/")) + 1] for name in classes}
