"""The graphs that belong to no dataset: the catalogue and the shared vocabularies."""

from __future__ import annotations

from collections.abc import Iterator

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.civic.core import nquads
from ckanext.civic.core.canonical import sha256_hex
from ckanext.civic.core.nquads import path_segment

from .. import config
from ..graphs import canonical_lines
from ..mapping import catalog_graph, catalog_quads
from ..model import CivicRdfGraph
from ..stores import SparqlStore
from .anonymous import visitor
from .graph_table import withdraw
from .refresh import Outcome, Outcomes, put_graph


class TextGraph:
    """A graph given as lines of N-Triples."""

    def __init__(self, lines: list[str]) -> None:
        text = canonical_lines.canonical("".join(lines).encode("utf-8"))
        each = sorted(set(text.splitlines(keepends=True)))
        self.content = b"".join(each)
        self.quads = len(each)
        self.sha256 = sha256_hex(self.content)


def refresh_site(store: SparqlStore) -> Outcomes:
    """Write the catalogue's and the vocabularies' graphs where they changed. Commits.

    For one who holds the ``store_lock`` of ``site``.
    """
    done: Outcomes = []
    wanted = set()
    for graph, kind, lines in site_graphs():
        wanted.add(graph)
        done.append(put_graph(graph, None, kind, TextGraph(lines), store))
    rows = model.Session.query(CivicRdfGraph).filter_by(package_id=None).all()
    return done + [
        (Outcome.WITHDRAWN, withdraw(row, store)) for row in rows if row.graph not in wanted
    ]


def site_graphs() -> Iterator[tuple[str, str, list[str]]]:
    """Yield the name, kind and sorted N-Triples of each graph."""
    site = config.site()
    catalog = [(*quad[:3], "") for quad in catalog_quads(site)]
    yield catalog_graph(site), "catalog", list(nquads.lines(catalog))
    if site.vocabulary_base not in (site.url, site.uri_base):
        return  # another portal of the group keeps the vocabularies
    try:
        models = tk.get_action("civic_harmonise_model_list")(visitor(), {})
    except KeyError:
        return
    for each in models:
        text = _vocabulary(each["id"])
        if text:
            graph = f"{site.vocabulary_base}/graph/def/{path_segment(each['id'])}"
            yield graph, "vocabulary", sorted(set(text))


def _vocabulary(model_id: str) -> list[str]:
    """Return the lines of N-Triples that define a model's terms, when harmonise offers them."""
    shown = tk.get_action("civic_harmonise_model_show")(visitor(), {"id": model_id})
    text = shown.get("nquads") or ""
    return [f"{line}\n" for line in text.splitlines() if line.strip()]
