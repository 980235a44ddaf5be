"""How a page tells where it stands among the others.

Source: Hydra Core Vocabulary, 5.3 (hydra:PartialCollectionView),
https://www.hydra-cg.com/spec/latest/core/#hydra:PartialCollectionView
"""

from __future__ import annotations

from dataclasses import dataclass

from ckanext.civic.core.nquads import RDF_TYPE, XSD, Quad, iri, literal

BASE = "http://www.w3.org/ns/hydra/core#"


@dataclass(frozen=True)
class Neighbours:
    """The addresses of this page and of others (absolute, percent-encoded), and the total."""

    this: str
    first: str
    last: str
    total: int
    next: str | None = None
    previous: str | None = None


def view_quads(catalog: str, pages: Neighbours) -> list[Quad]:
    """Return ``<catalog> hydra:view <this page>``, its links as IRIs, and how many datasets
    there are; in no graph, since it is about the document. Raises ValueError for a bad address."""
    view = iri(pages.this)
    total = literal(str(pages.total), datatype=XSD + "integer")
    found = [
        (iri(catalog), f"<{BASE}totalItems>", total, ""),
        (iri(catalog), f"<{BASE}view>", view, ""),
        (view, RDF_TYPE, f"<{BASE}PartialCollectionView>", ""),
    ]
    for name in ("first", "previous", "next", "last"):
        address = getattr(pages, name)
        if address:
            found.append((view, f"<{BASE}{name}>", iri(address), ""))
    return sorted(found)
