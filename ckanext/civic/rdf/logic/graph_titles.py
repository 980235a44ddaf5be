"""What graphs are called: by the dataset and the council that they are of, or by the model."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph
import sqlalchemy as sa
from ckan import model

from .. import config
from ..model import CivicRdfGraph
from .descriptions import Description, current
from .thing_store import model_names

_TITLE = "http://purl.org/dc/terms/title"


@dataclass(frozen=True)
class GraphTitle:
    """What a graph is about: ``title`` of the dataset or model, ``council`` that publishes it."""

    title: str
    council: str = ""


def graph_titles(rows: Collection[CivicRdfGraph]) -> dict[str, GraphTitle]:
    """Return by name of the graph what it is about, for graphs that may be read."""
    ids = {row.package_id for row in rows if row.package_id}
    described = current(ids)
    publishers = _publishers(ids)
    models = {row.graph: _model_of(row) for row in rows if row.kind == "vocabulary"}
    called = model_names(sorted(filter(None, models.values())), ())
    found: dict[str, GraphTitle] = {}
    for row in rows:
        if row.package_id in described:
            title = _title(described[row.package_id])
            found[row.graph] = GraphTitle(title, publishers.get(row.package_id, ""))
        elif models.get(row.graph) in called:
            found[row.graph] = GraphTitle(called[models[row.graph]].label)
    return found


def council_titles(names: Iterable[str]) -> dict[str, str]:
    """Return the titles of this portal's organisations by their names."""
    query = sa.select(model.Group.name, model.Group.title).where(
        model.Group.name.in_(list(names)),
        model.Group.is_organization.is_(True),
        model.Group.state == model.State.ACTIVE,
    )
    return {name: title for name, title in model.Session.execute(query) if title}


def _publishers(package_ids: Collection[str]) -> dict[str, str]:
    query = (
        sa.select(model.Package.id, model.Group.title, model.Group.name)
        .join(model.Group, model.Group.id == model.Package.owner_org)
        .where(model.Package.id.in_(list(package_ids)))
    )
    return {id: title or name for id, title, name in model.Session.execute(query)}


def _title(description: Description) -> str:
    """Return a dataset's title as its description says it."""
    start = f"<{description.iri}> <{_TITLE}> ".encode()
    lines = [line for line in description.nquads.splitlines() if line.startswith(start)]
    quads = pyoxigraph.parse(b"\n".join(lines), format=pyoxigraph.RdfFormat.N_QUADS)
    titles = [quad.object for quad in quads if isinstance(quad.object, pyoxigraph.Literal)]
    language = config.site().language.partition("_")[0]
    titles.sort(key=lambda title: (title.language or language) != language)
    return titles[0].value if titles else ""


def _model_of(row: CivicRdfGraph) -> str:
    """Return the address of the model that a vocabulary's graph is of."""
    return row.graph.replace("/graph/def/", "/def/", 1)
