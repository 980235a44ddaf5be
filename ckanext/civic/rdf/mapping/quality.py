"""How good the dataset and its files are, as those who checked them measured it."""

from __future__ import annotations

from collections.abc import Iterator

from .described import Described
from .terms import Triple


def triples(described: Described) -> Iterator[Triple]:
    """Yield the quality statements (W3C DQV) whose subject lies under the dataset's IRI.

    Nobody who measures can speak of anything else here.
    """
    own = (f"<{described.iri}>", f"<{described.iri}/", f"<{described.iri}#")
    yield from (triple for triple in described.facts.quality if triple[0].startswith(own))
