"""The mapping as a ckanext-dcat profile, so that ``/catalog.ttl`` and ``/dataset/{id}.ttl`` use it.

Use it alone: ``ckanext.dcat.rdf.profiles = civic_dcat_ap``. Reading RDF into a dataset is
ckanext-dcat's own DCAT-AP 3 profile, unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph
import rdflib

from ckanext.civic.core import nquads
from ckanext.dcat.profiles import EuropeanDCATAP3Profile  # pyright: ignore[reportMissingImports]

from .. import config
from ..errors import GraphRefused
from ..mapping import catalog_quads, dataset_quads
from ..mapping.terms import PREFIXES


class CivicDcatApProfile(EuropeanDCATAP3Profile):
    """DCAT-AP 3.0.1 as this portal's graphs say it."""

    def graph_from_dataset(self, dataset_dict: dict[str, Any], dataset_ref: Any) -> None:
        """Add what is said of the dataset; nothing when its names are refused."""
        try:
            self._add(dataset_quads(dataset_dict, config.site()))
        except GraphRefused:
            return

    def graph_from_catalog(self, catalog_dict: dict[str, Any] | None, catalog_ref: Any) -> None:
        """Add what is said of the catalogue."""
        self._add(catalog_quads(config.site()))

    def _add(self, quads: Iterable[nquads.Quad]) -> None:
        for prefix, base in PREFIXES.items():
            self.g.bind(prefix, base)
        text = "".join(nquads.lines((*quad[:3], "") for quad in quads))
        for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES):
            self.g.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))


def _term(term: Any) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    string = "http://www.w3.org/2001/XMLSchema#string"
    datatype = None if term.datatype.value == string else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
