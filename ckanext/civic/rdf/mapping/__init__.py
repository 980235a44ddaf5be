"""The one mapping from a CKAN dataset to RDF, as plain text tuples.

Every module of ``fields`` (what all profiles say), ``dcat_ap`` or ``uk`` (what one profile says)
that has a function ``triples(described)`` is a field group: to add one, add a file
(``registry.py`` finds it). Nothing here imports CKAN or rdflib.
"""

from .catalog import catalog_graph, catalog_quads
from .facts import NO_FACTS, Facts
from .registry import PROFILES, dataset_quads
from .site import Site

__all__ = [
    "NO_FACTS",
    "PROFILES",
    "Facts",
    "Site",
    "catalog_graph",
    "catalog_quads",
    "dataset_quads",
]
