"""The mapping: what is said, what is left out, and that it's the same each time."""

from __future__ import annotations

import json
from copy import deepcopy

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.civic.core import nquads
from ckanext.civic.rdf.errors import GraphRefused
from ckanext.civic.rdf.mapping import Site, catalog_quads, dataset_quads
from ckanext.civic.rdf.mapping.dates import moment
from ckanext.civic.rdf.mapping.geometry import bounding_box
from ckanext.civic.rdf.mapping.terms import web_address

SITE = Site("http://a.example", "http://a.example", "http://hub.example", title="A")
DCT = "<http://purl.org/dc/terms/"
DCAT = "<http://www.w3.org/ns/dcat#"

DATASET = {
    "id": "d1",
    "name": "lamps",
    "title": "Lamps",
    "metadata_created": "2024-01-01T10:00:00.123456",
    "metadata_modified": "2024-02-01T10:00:00.123456",
    "license_id": "uk-ogl",
    "organization": {"name": "manchester", "title": "Manchester"},
    "tags": [{"name": "light"}, {"name": "street"}],
    "groups": [{"name": "roads", "title": "Roads"}],
    "maintainer": "Street team",
    "maintainer_email": "streets@a.example",
    "extras": [{"key": "frequency", "value": "Monthly"}],
    "resources": [
        {
            "id": "r1",
            "url": "http://a.example/dataset/d1/resource/r1/download/lamps.csv",
            "url_type": "upload",
            "format": "csv",
            "size": 12,
            "hash": "A" * 64,
        },
        {
            "id": "r2",
            "url": "http://a.example/lamps.nq",
            "format": "N-Quads",
            "civic_output": "nquads",
            "civic_output_of": "r1",
            "civic_model": "streetlights",
        },
    ],
}


def objects(dataset, subject, predicate):
    quads = dataset_quads(dataset, SITE)
    return [o for s, p, o, _ in quads if s == f"<{subject}>" and p == predicate]


def test_mapping_when_run_twice_then_the_bytes_are_the_same():
    shuffled = deepcopy(DATASET)
    for name in ("tags", "groups", "extras"):
        shuffled[name].reverse()

    first = "".join(nquads.lines(dataset_quads(DATASET, SITE)))

    assert first == "".join(nquads.lines(dataset_quads(shuffled, SITE)))
    assert "_:" not in first


def test_mapping_when_a_dataset_is_born_here_then_its_names_are_this_portals():
    quads = dataset_quads(DATASET, SITE)

    assert {quad[3] for quad in quads} == {"<http://a.example/graph/manchester/lamps/meta>"}
    assert objects(DATASET, "http://a.example/dataset/d1", f"{DCT}publisher>") == [
        "<http://a.example/organization/manchester>"
    ]


def test_mapping_when_a_dataset_is_a_copy_then_its_names_are_the_origins():
    copy = {
        **DATASET,
        "extras": [
            {"key": "civic_origin", "value": "http://b.example"},
            {"key": "civic_origin_id", "value": "d1"},
            {"key": "civic_origin_graph", "value": "http://b.example/graph/salford/lamps"},
        ],
    }

    assert {q[3] for q in dataset_quads(copy, SITE)} == {
        "<http://b.example/graph/salford/lamps/meta>"
    }
    assert objects(copy, "http://b.example/dataset/d1", f"{DCT}publisher>") == [
        "<http://b.example/organization/salford>"
    ]
    assert objects(copy, "http://b.example/dataset/d1", f"{DCT}modified>") == []
    derived = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
    assert objects(copy, "http://a.example/dataset/d1#record", derived) == [
        "<http://b.example/dataset/d1#record>"
    ]


@pytest.mark.parametrize(
    "graph",
    [
        "http://c.example/graph/salford/lamps",
        "http://b.example.evil.example/graph/salford/lamps",
        "http://b.example/graph/salford/lamps/meta",
        "http://b.example/graph/lamps",
        "http://b.example/graph/salford/la mps",
        "http://b.example/graph/salford/lamps?x",
        "http://b.example/graph//lamps",
    ],
)
def test_mapping_when_a_copy_names_a_graph_outside_its_origin_then_it_is_refused(graph):
    extras = [
        {"key": "civic_origin", "value": "http://b.example"},
        {"key": "civic_origin_graph", "value": graph},
    ]

    with pytest.raises(GraphRefused):
        dataset_quads({**DATASET, "extras": extras}, SITE)


@pytest.mark.parametrize(
    ("key", "iri"),
    [
        ("uk-ogl", "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
        ("CC-BY", "http://creativecommons.org/licenses/by/4.0/"),
        ("notspecified", None),
    ],
)
def test_licence_when_known_then_it_is_its_own_address(key, iri):
    found = objects({**DATASET, "license_id": key}, "http://a.example/dataset/d1", f"{DCT}license>")

    assert found == ([f"<{iri}>"] if iri else [])


def test_distribution_when_it_is_an_upload_then_everything_about_the_file_is_said():
    node = "http://a.example/dataset/d1/resource/r1"
    address = "<http://a.example/dataset/d1/resource/r1/download/lamps.csv>"

    assert objects(DATASET, node, f"{DCAT}accessURL>") == [address]
    assert objects(DATASET, node, f"{DCAT}downloadURL>") == [address]
    assert objects(DATASET, node, f"{DCAT}mediaType>") == [
        "<https://www.iana.org/assignments/media-types/text/csv>"
    ]
    assert objects(DATASET, node, f"{DCAT}byteSize>") == [
        '"12"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'
    ]
    value = "<http://spdx.org/rdf/terms#checksumValue>"
    assert objects(DATASET, node + "#checksum", value) == [
        f'"{"a" * 64}"^^<http://www.w3.org/2001/XMLSchema#hexBinary>'
    ]


def test_distribution_when_harmonise_made_it_then_its_source_and_model_are_said():
    node = "http://a.example/dataset/d1/resource/r2"

    assert objects(DATASET, node, "<http://www.w3.org/ns/prov#wasDerivedFrom>") == [
        "<http://a.example/dataset/d1/resource/r1>"
    ]
    assert objects(DATASET, node, f"{DCT}conformsTo>") == ["<http://hub.example/def/streetlights>"]


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/with space.csv",
        "http://a.example/\x0bcontrol",
        "www.a.example/x.csv",
        "javascript:alert(1)",
        "http://a.example/%zz",
        "http://[broken",
        "",
        None,
    ],
)
def test_distribution_when_its_address_is_no_iri_then_its_page_is_the_access_url(url):
    dataset = {**DATASET, "resources": [{"id": "r1", "url": url, "format": "CSV"}]}
    node = "http://a.example/dataset/d1/resource/r1"

    assert objects(dataset, node, f"{DCAT}accessURL>") == [
        "<http://a.example/dataset/lamps/resource/r1>"
    ]
    assert objects(dataset, node, f"{DCAT}downloadURL>") == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2014", '"2014"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("2014-09", '"2014-09"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("2014-09-30", '"2014-09-30"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (
            "2014-09-30T10:00:00+01:00",
            '"2014-09-30T09:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>',
        ),
        ("2014-02-30", None),
        ("30/09/2014", None),
        ("soon", None),
        (None, None),
    ],
)
def test_moment_when_given_a_text_then_it_is_a_date_or_nothing(text, term):
    assert moment(text) == term


def test_bounding_box_when_a_polygon_then_its_corners_in_longitude_latitude():
    shape = {"type": "Polygon", "coordinates": [[[-2.3, 53.4], [-2.1, 53.4], [-2.1, 53.5]]]}

    assert bounding_box(json.dumps(shape)) == (
        '"POLYGON((-2.3 53.4, -2.1 53.4, -2.1 53.5, -2.3 53.5, -2.3 53.4))"'
        "^^<http://www.opengis.net/ont/geosparql#wktLiteral>"
    )


@pytest.mark.parametrize("value", ["{", "[]", '{"coordinates": [[1000, 2]]}', 7, None])
def test_bounding_box_when_no_geometry_then_none(value):
    assert bounding_box(value) is None


def test_web_address_when_mailto_then_none():
    assert web_address("mailto:a@b.example") is None


TEXT = st.text(max_size=40) | st.sampled_from(
    ["http://a.example/x y", "https://é.example/ß", "http://a/<b>", "2024-01-01", "[1]", '["x"]']
)
FIELDS = [
    "title", "notes", "version", "url", "license_id", "license_url", "license_title", "author",
    "author_email", "maintainer", "maintainer_email", "metadata_created", "metadata_modified",
]  # fmt: skip
EXTRAS = [
    "issued", "modified", "theme", "frequency", "spatial", "spatial_uri", "spatial_text",
    "temporal_start", "temporal_end", "conforms_to", "contact_name", "contact_email",
    "contact_url", "identifier",
]  # fmt: skip
RESOURCE = [
    "id", "url", "name", "description", "format", "mimetype", "size", "hash", "civic_model",
    "civic_output", "civic_output_of", "created", "last_modified", "metadata_modified", "url_type",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    fields=st.dictionaries(st.sampled_from(FIELDS), TEXT),
    extras=st.dictionaries(st.sampled_from(EXTRAS) | TEXT, TEXT),
    resources=st.lists(st.dictionaries(st.sampled_from(RESOURCE), TEXT), max_size=3),
    names=st.lists(TEXT.filter(bool), min_size=5, max_size=5),
)
def test_mapping_when_given_any_texts_then_it_is_valid_n_quads(fields, extras, resources, names):
    dataset = {
        **fields,
        "id": names[0],
        "name": names[1],
        "organization": {"name": names[2], "title": names[3]},
        "tags": [{"name": names[4]}],
        "groups": [{"name": names[3], "title": names[4]}],
        "extras": [
            {"key": key, "value": value}
            for key, value in extras.items()
            if not key.startswith("civic_origin")
        ],
        "resources": resources,
    }
    try:
        quads = dataset_quads(dataset, SITE)
    except GraphRefused:
        return  # a name that no CKAN would take
    text = "".join(nquads.lines([*catalog_quads(SITE), *quads]))

    parsed = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))

    assert len(parsed) == text.count("\n")
