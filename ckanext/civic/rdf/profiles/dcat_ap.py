"""The mapping as ckanext-dcat profiles, for the pages that ckanext-dcat itself makes.

Use one alone: ``ckanext.dcat.rdf.profiles = civic_dcat_ap`` or ``civic_uk``. Reading RDF into a
dataset is ckanext-dcat's own DCAT-AP 3 profile, unchanged.
"""

from __future__ import annotations

from typing import Any

from ckanext.dcat.profiles import EuropeanDCATAP3Profile  # pyright: ignore[reportMissingImports]

from .. import config
from ..errors import GraphRefused
from ..logic.facts import facts_of
from ..mapping import catalog_quads, dataset_quads
from .graph import add_quads, bind_prefixes


class CivicDcatApProfile(EuropeanDCATAP3Profile):
    """DCAT-AP 3.0.1 as this portal's graphs say it."""

    mapping_profile = "civic_dcat_ap"

    def graph_from_dataset(self, dataset_dict: dict[str, Any], dataset_ref: Any) -> None:
        """Add what is said of the dataset; nothing when its names are refused."""
        try:
            quads = dataset_quads(
                dataset_dict,
                config.site(),
                facts_of(dataset_dict),
                profile=self.mapping_profile,
            )
        except GraphRefused:
            return
        bind_prefixes(self.g)
        add_quads(self.g, quads)

    def graph_from_catalog(self, catalog_dict: dict[str, Any] | None, catalog_ref: Any) -> None:
        """Add what is said of the catalogue."""
        bind_prefixes(self.g)
        add_quads(self.g, catalog_quads(config.site(), profile=self.mapping_profile))


class CivicUkProfile(CivicDcatApProfile):
    """The UK Cross-Government Metadata Exchange Model."""

    mapping_profile = "civic_uk"
