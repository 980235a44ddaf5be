"""The shapes of each profile, read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rdflib

from .results import SH

FOLDER = Path(__file__).parents[1] / "shapes"


@dataclass(frozen=True)
class Profile:
    """A way of describing a dataset, and the files of shapes that it must and should fit.

    ``of_high_value`` holds for the datasets with an HVD category alone.
    """

    name: str
    required: str
    recommended: str = ""
    of_high_value: str = ""


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "civic_dcat_ap",
            "dcat-ap-3.0.1.ttl",
            recommended="dcat-ap-3.0.1-recommended.ttl",
            of_high_value="dcat-ap-hvd-3.0.0.ttl",
        ),
        Profile("civic_uk", "uk-metadata-exchange.ttl"),
    )
}


def profile_named(name: str) -> Profile:
    """Return a profile; raises KeyError for a name that is none."""
    return PROFILES[name]


@cache
def shapes(file_name: str) -> rdflib.Graph:
    """Return a file of shapes as a graph, which must not be changed.

    What says nothing is left out: DCAT-AP 3.0.1 has a property shape of a data service without a
    path (``dcat:DataServiceShape/dc08f4…``), on which pyshacl gives up. SHACL 2.3.1 wants a path.
    """
    graph = rdflib.Graph().parse(FOLDER / file_name, format="turtle")
    for shape, _, node in list(graph.triples((None, SH.property, None))):
        if (node, SH.path, None) not in graph:
            graph.remove((shape, SH.property, node))
            graph.remove((node, None, None))
    return graph
