"""CKAN datasets of many kinds in a catalogue break none of the official shapes.

Both as N-Quads and through the graph that the ckanext-dcat profiles fill.
"""

from __future__ import annotations

import pyoxigraph
import pyshacl
import pytest
import rdflib

from ckanext.civic.core import nquads
from ckanext.civic.rdf.mapping import Site, catalog_quads, dataset_quads
from ckanext.civic.rdf.profiles.graph import add_quads, bind_prefixes
from ckanext.civic.rdf.validation.shapes import shapes

from .council_datasets import SITE, all_datasets, high_value, plain

DCAT_AP = "dcat-ap-3.0.1.ttl"
HVD = "dcat-ap-hvd-3.0.0.ttl"
RECOMMENDED = "dcat-ap-3.0.1-recommended.ttl"
UK = "uk-metadata-exchange.ttl"
# recommended properties that only a publisher can know: nothing is made up for them
ONLY_THE_PUBLISHER_KNOWS = {
    "availability", "bbox", "centroid", "contactPoint", "conformsTo", "description",
    "distribution", "endDate", "endpointDescription", "format", "issued", "keyword", "license",
    "publisher", "servesDataset", "spatial", "startDate", "status", "temporal", "theme", "type",
    "modified",
}  # fmt: skip


def graph_of(quads) -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(data="".join(nquads.lines((*q[:3], "") for q in quads)), format="nt")
    return graph


def lines(text: bytes) -> set[str]:
    parsed = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return {str(quad) for quad in parsed}


def violations(graph: rdflib.Graph, name: str) -> str:
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes(name))
    return "" if conforms else text


@pytest.fixture(scope="module")
def quads():
    found = catalog_quads(SITE, modified="2024-02-01T10:00:00")
    for dataset, facts in all_datasets():
        found += dataset_quads(dataset, SITE, facts)
    return found


def test_shapes_when_a_catalogue_has_datasets_of_many_kinds_then_none_is_broken(quads):
    assert len(all_datasets()) > 60
    assert violations(graph_of(quads), DCAT_AP) == ""


@pytest.mark.parametrize("number", range(0, 68, 9))
def test_shapes_when_a_dataset_stands_alone_then_none_is_broken(number):
    dataset, facts = all_datasets()[number]
    quads = catalog_quads(SITE) + dataset_quads(dataset, SITE, facts)

    assert violations(graph_of(quads), DCAT_AP) == ""


def test_shapes_when_the_profiles_fill_a_graph_then_it_is_the_same_graph(quads):
    graph = rdflib.Graph()
    bind_prefixes(graph)
    add_quads(graph, quads)

    assert lines(graph.serialize(format="nt").encode()) == lines(
        "".join(nquads.lines((*quad[:3], "") for quad in quads)).encode()
    )


def test_shapes_when_datasets_are_of_high_value_then_none_is_broken():
    quads = catalog_quads(SITE)
    for dataset in high_value():
        quads += dataset_quads(dataset, SITE)
    graph = graph_of(quads)

    assert violations(graph, HVD) == ""
    assert violations(graph, DCAT_AP) == ""


def test_shapes_when_only_recommended_then_what_lacks_is_what_nobody_said():
    quads = catalog_quads(SITE, modified="2024-02-01T10:00:00")
    for dataset, facts in all_datasets()[43:57]:
        quads += dataset_quads(dataset, SITE, facts)
    _, report, _ = pyshacl.validate(
        graph_of(quads), shacl_graph=shapes(RECOMMENDED), allow_warnings=True
    )
    paths = set(report.objects(None, rdflib.SH.resultPath))

    lacking = {str(path).replace("#", "/").rpartition("/")[2] for path in paths}
    assert lacking <= ONLY_THE_PUBLISHER_KNOWS


def test_shapes_when_the_catalogue_is_empty_then_none_is_broken():
    site = Site("http://x.example", "http://x.example", "http://x.example")

    assert violations(graph_of(catalog_quads(site)), DCAT_AP) == ""


def test_shapes_when_a_statement_is_taken_away_then_one_is_broken():
    quads = catalog_quads(SITE) + dataset_quads(plain(1), SITE)
    without = [quad for quad in quads if not quad[1].endswith("dc/terms/title>")]

    assert "title" in violations(graph_of(without), DCAT_AP)
