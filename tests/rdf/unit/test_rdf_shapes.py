"""Plain CKAN datasets in a catalogue break none of the official DCAT-AP 3.0.1 shapes."""

from __future__ import annotations

import pyshacl
import pytest
import rdflib

from ckanext.civic.core import nquads
from ckanext.civic.rdf.mapping import Site, catalog_quads, dataset_quads

from .test_rdf_mapping import DATASET, SITE

PLAIN = {"id": "p", "name": "plain", "metadata_modified": "2024-01-01T00:00:00"}
ODD = {
    **DATASET,
    "id": "odd",
    "name": "odd",
    "title": "\x0b",
    "notes": "",
    "license_id": "notspecified",
    "url": "www.example.com",
    "maintainer": "",
    "maintainer_email": "not an address",
    "extras": [
        {"key": "theme", "value": '["Transport & roads", "https://e.example/t", "TRAN"]'},
        {"key": "spatial", "value": '{"type": "Point", "coordinates": [-2.2, 53.4]}'},
        {"key": "spatial_uri", "value": "http://statistics.data.gov.uk/id/x"},
        {"key": "spatial_text", "value": "Manchester"},
        {"key": "temporal_start", "value": "2014-09"},
        {"key": "frequency", "value": "whenever"},
        {"key": "conforms_to", "value": "https://standard.example/"},
    ],
    "resources": [
        {"id": "r1", "url": "http://a.example/a b.csv", "format": "Strange", "mimetype": "?"},
        {"id": "r2", "url": "", "format": "", "size": "1.5", "hash": "md5"},
        {"id": "r3", "url": "http://a.example/x", "mimetype": "text/csv", "size": "7"},
    ],
}
COPY = {
    **DATASET,
    "id": "copy",
    "name": "copy",
    "extras": [
        {"key": "civic_origin", "value": "http://b.example"},
        {"key": "civic_origin_id", "value": "copy"},
    ],
}


def violations(shared, site: Site, datasets) -> str:
    quads = catalog_quads(site)
    for dataset in datasets:
        quads += dataset_quads(dataset, site)
    graph = rdflib.Graph()
    graph.parse(data="".join(nquads.lines((*q[:3], "") for q in quads)), format="nt")
    shapes = shared / "shapes" / "dcat-ap-3.0.1_shacl_dcat-ap-SHACL.ttl"
    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(shapes))
    return "" if conforms else text


@pytest.mark.parametrize(
    "dataset", [DATASET, PLAIN, ODD, COPY], ids=["full", "plain", "odd", "copy"]
)
def test_shapes_when_a_dataset_is_in_a_catalogue_then_there_are_no_violations(shared, dataset):
    assert violations(shared, SITE, [dataset]) == ""


def test_shapes_when_several_datasets_share_nodes_then_there_are_no_violations(shared):
    assert violations(shared, SITE, [DATASET, PLAIN, ODD, COPY]) == ""


def test_shapes_when_the_catalogue_is_empty_then_there_are_no_violations(shared):
    assert (
        violations(shared, Site("http://x.example", "http://x.example", "http://x.example"), [])
        == ""
    )
