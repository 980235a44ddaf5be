"""Single values: licences, checksums, types of file, places, languages, what is a service."""

from __future__ import annotations

import json

import pytest

from ckanext.civic.rdf.mapping import Facts, dataset_quads
from ckanext.civic.rdf.mapping.code_lists import table
from ckanext.civic.rdf.mapping.fields.language import language_code
from ckanext.civic.rdf.mapping.geometry import bounding_box, geometry, point
from ckanext.civic.rdf.mapping.licences import licence_of
from ckanext.civic.rdf.mapping.media import described_type
from ckanext.civic.rdf.mapping.services import service_of
from ckanext.civic.rdf.mapping.terms import checked_iri, language_tag

from .council_datasets import FACTS, SITE, plain

NODE = "<http://a.example/dataset/d1>"
FILE = "<http://a.example/dataset/d1/resource/r>"
DCT = "<http://purl.org/dc/terms/"
DCAT = "<http://www.w3.org/ns/dcat#"
PROV = "<http://www.w3.org/ns/prov#"
SPDX = "http://spdx.org/rdf/terms#checksumAlgorithm_"
WKT = "^^<http://www.opengis.net/ont/geosparql#wktLiteral>"


def said(dataset, subject, predicate, facts=None):
    quads = dataset_quads(dataset, SITE, facts or Facts())
    return [o for s, p, o, _ in quads if s == subject and p == predicate]


@pytest.mark.parametrize(
    ("text", "address", "types"),
    [
        ("uk-ogl", "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
         ["Attribution"]),
        ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2",
         "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/",
         ["Attribution"]),
        ("CC-BY-SA-3.0", "http://creativecommons.org/licenses/by-sa/3.0/",
         ["Attribution", "ViralEffect-ShareAlike"]),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/deed.en",
         "http://creativecommons.org/licenses/by-nc-nd/4.0/",
         ["Attribution", "NoDerivativeWork", "NonCommercialUseOnly"]),
        ("cc-zero", "http://creativecommons.org/publicdomain/zero/1.0/", ["PublicDomain"]),
        ("odc-pddl", "http://opendatacommons.org/licenses/pddl/1.0/", ["PublicDomain"]),
        ("http://publications.europa.eu/resource/authority/licence/ODC_BL",
         "http://opendatacommons.org/licenses/odbl/1.0/",
         ["Attribution", "ViralEffect-ShareAlike"]),
        ("http://publications.europa.eu/resource/authority/licence/EUPL_1_2",
         "http://publications.europa.eu/resource/authority/licence/EUPL_1_2", []),
    ],
)  # fmt: skip
def test_licence_when_an_id_or_address_is_known_then_its_types_are_true(text, address, types):
    node, statements = licence_of(text) or ("", ())

    found = [o.rpartition("/")[2][:-1] for s, p, o in statements if p == f"{DCT}type>"]
    assert node == f"<{address}>"
    assert sorted(found) == types


@pytest.mark.parametrize("text", ["notspecified", "own-terms", "", "x" * 10_000, "cc"])
def test_licence_when_unknown_then_none(text):
    assert licence_of(text) is None


def test_licence_when_in_the_table_then_its_codes_are_official():
    for row in table("licences").values():
        assert checked_iri(row["iri"])
        assert not row["eu"] or row["eu"].lower() in table("licences_eu")
        assert {code.lower() for code in row["types"].split()} <= set(table("licence_types"))


def test_rights_when_the_licence_is_only_words_then_they_are_said_and_no_licence():
    dataset = {**plain(1), "license_id": "other-closed", "license_title": "Ask us"}

    assert said(dataset, NODE, f"{DCT}license>") == []
    part = said(dataset, NODE, f"{DCT}rights>")
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    assert said(dataset, part[0], label) == ['"Ask us"']


def test_rights_when_nothing_is_stated_then_nothing_is_said():
    dataset = {**plain(1), "license_id": "notspecified", "license_title": "Not specified"}

    assert said(dataset, NODE, f"{DCT}rights>") == []


@pytest.mark.parametrize(
    ("hash", "stated", "algorithm"),
    [
        ("md5:" + "a" * 32, None, "md5"),
        ("SHA-1:" + "B" * 40, "", "sha1"),
        ("c" * 128, "sha512", "sha512"),
        ("d" * 64, SPDX + "sha256", "sha256"),
        ("e" * 64, None, "sha256"),
        ("f" * 64, "SHA3-256", "sha3_256"),
        ("a" * 32, None, None),
        ("a" * 40, None, None),
        ("a" * 40, "sha256", None),
        ("a" * 64, "crc", None),
        ("sha256:xyz", None, None),
        (7, None, None),
    ],
)
def test_checksum_when_the_algorithm_is_certain_then_it_is_said_else_nothing(
    hash, stated, algorithm
):
    resource = {"id": "r", "url": "http://a.example/x", "hash": hash, "hash_algorithm": stated}
    dataset = {**plain(1), "resources": [resource]}

    found = said(dataset, f"{FILE[:-1]}#checksum>", "<http://spdx.org/rdf/terms#algorithm>")

    assert found == ([f"<{SPDX}{algorithm}>"] if algorithm else [])


@pytest.mark.parametrize(
    ("format", "mimetype", "url", "code", "media"),
    [
        ("CSV", "", "", "CSV", "text/csv"),
        (".xlsx", None, "", "XLSX",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("text/csv", "", "", "CSV", "text/csv"),
        ("http://publications.europa.eu/resource/authority/file-type/GEOJSON", "", "", "GEOJSON",
         "application/geo+json"),
        ("", "application/pdf", "", "PDF", "application/pdf"),
        ("", "", "http://a.example/x.CSV?y=1", "CSV", "text/csv"),
        ("Strange", "", "http://a.example/x.csv", "", ""),
        ("Strange", "application/x-own", "", "", ""),
        ("SHP", "application/zip", "", "SHP", "application/zip"),
        ("turtle", "", "", "RDF_TURTLE", "text/turtle"),
        ("WMS", "", "", "WMS_SRVC", ""),
        (5, ["x"], None, "", ""),
    ],
)  # fmt: skip
def test_type_of_file_when_stated_in_any_way_then_it_is_official_or_nothing(
    format, mimetype, url, code, media
):
    assert described_type(format, mimetype, url) == (code, media)


def test_format_when_no_list_knows_it_then_it_is_the_publishers_word():
    dataset = {**plain(1), "resources": [{"id": "r", "url": "http://a.example/x", "format": "Odd"}]}

    node = said(dataset, FILE, f"{DCT}format>")[0]

    assert said(dataset, node, "<http://www.w3.org/2000/01/rdf-schema#label>") == ['"Odd"']


@pytest.mark.parametrize(
    "text",
    [
        "POLYGON((-2.3 53.4, -2.1 53.4, -2.1 53.5, -2.3 53.4))",
        "SRID=4326;POLYGON ((-2.3 53.4, -2.1 53.4, -2.1 53.5, -2.3 53.4))",
        "<http://www.opengis.net/def/crs/EPSG/0/4326> "
        "POLYGON((53.4 -2.3, 53.4 -2.1, 53.5 -2.1, 53.4 -2.3))",
        json.dumps({
            "type": "Feature",
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[-2.3, 53.4], [-2.1, 53.4], [-2.1, 53.5], [-2.3, 53.4]]],
            },
        }),
    ],
)  # fmt: skip
def test_geometry_when_wkt_or_geojson_then_it_is_longitude_before_latitude(text):
    found = geometry(text)

    assert found is not None
    assert found.wkt == f'"POLYGON((-2.3 53.4, -2.1 53.4, -2.1 53.5, -2.3 53.4))"{WKT}'
    assert found.is_shape


@pytest.mark.parametrize(
    "text",
    [
        "POINT(385000 398000)", "POINT(1)", "POINT(a b)", "POLYGON((0 0, 1 1))", "CIRCLE(1 2)",
        "<http://www.opengis.net/def/crs/EPSG/0/27700> POINT(1 2)", "POLYGON(((0 0)))", "POINT()",
        '{"type": "Point", "coordinates": [true, 2]}', '{"type": "Point"}', "[" * 5000,
        '{"type": "Point", "coordinates": [1e400, 2]}',
    ],
)  # fmt: skip
def test_geometry_when_it_is_none_on_earth_then_nothing(text):
    assert geometry(text) is None


def test_box_when_four_numbers_then_it_is_west_south_east_north():
    assert bounding_box("-2.3, 53.4, -2.1, 53.5") is not None
    assert bounding_box("-2.1, 53.4, -2.3, 53.5") is None


def test_point_when_geometry_is_no_point_then_none():
    assert point("POINT(-2.2 53.4)") == f'"POINT(-2.2 53.4)"{WKT}'
    assert point("LINESTRING(0 0, 1 1)") is None


def test_place_when_a_gss_code_is_given_then_it_is_its_address():
    dataset = {**plain(1), "extras": [{"key": "spatial_uri", "value": "E08000003"}]}

    assert said(dataset, NODE, f"{DCT}spatial>") == [
        "<http://statistics.data.gov.uk/id/statistical-geography/E08000003>"
    ]


def test_period_when_it_ends_before_it_starts_then_nothing_is_said():
    extras = [
        {"key": "temporal_start", "value": "2020-06-01"},
        {"key": "temporal_end", "value": "2020-05"},
    ]

    assert said({**plain(1), "extras": extras}, NODE, f"{DCT}temporal>") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("en", "ENG"), ("en_GB", "ENG"), ("cy", "CYM"), ("CYM", "CYM"), ("Welsh", "CYM"),
        ("http://publications.europa.eu/resource/authority/language/POL", "POL"), ("Elvish", None),
        ("gd", "GLA"), ("sq", "SQI"), ("", None),
    ],
)  # fmt: skip
def test_language_when_stated_in_any_way_then_it_is_official_or_nothing(text, code):
    assert language_code(text) == code


@pytest.mark.parametrize(
    ("text", "tag"),
    [("en_GB", "en-gb"), ("sr@latin", "sr-latn"), ("pt-BR", "pt-br"), ("no tag", None), (5, None)],
)
def test_language_tag_when_a_locale_then_it_is_bcp_47(text, tag):
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("format", "url", "kind", "endpoint"),
    [
        ("WMS", "http://m.example/ows?service=WMS&request=GetCapabilities&map=x", "WMS",
         "http://m.example/ows?map=x"),
        ("", "http://m.example/arcgis/rest/services/L/FeatureServer/0", "ARCGIS",
         "http://m.example/arcgis/rest/services/L/FeatureServer/0"),
        ("", "http://m.example/ows?service=wfs", "WFS", "http://m.example/ows"),
        ("API", "http://m.example/v1?key=a", "API", "http://m.example/v1?key=a"),
        ("SPARQL", "http://m.example/sparql", "SPARQL", "http://m.example/sparql"),
    ],
)  # fmt: skip
def test_service_when_a_resource_is_one_then_its_address_is_without_the_request(
    format, url, kind, endpoint
):
    found = service_of({"format": format, "url": url})

    assert found is not None
    assert (found.kind, found.endpoint) == (kind, f"<{endpoint}>")


@pytest.mark.parametrize(
    ("format", "url"),
    [
        ("CSV", "http://m.example/arcgis/rest/services/L/FeatureServer/0"),
        ("", "http://m.example/x.csv"),
        ("WMS", "javascript:alert(1)"),
        ("WMS", None),
        ("", "http://m.example/?service=unknown"),
    ],
)
def test_service_when_a_resource_is_a_file_or_has_no_address_then_none(format, url):
    assert service_of({"format": format, "url": url}) is None


def test_services_when_resources_are_some_then_the_catalogue_lists_them():
    resource = {"id": "r", "format": "WMS", "url": "http://m.example/ows"}
    dataset = {**plain(1), "resources": [resource]}
    service = f"{FILE[:-1]}#service>"

    assert said(dataset, "<http://a.example>", f"{DCAT}service>") == [service]
    assert said(dataset, FILE, f"{DCAT}accessService>") == [service]
    assert said(dataset, service, f"{DCAT}servesDataset>") == [NODE]


def test_access_when_nothing_is_stated_then_public_and_else_what_is_stated():
    public = "<http://publications.europa.eu/resource/authority/access-right/PUBLIC>"
    own = {**plain(1), "access_rights": "Staff of the council"}

    assert said(plain(1), NODE, f"{DCT}accessRights>") == [public]
    assert said(own, NODE, f"{DCT}accessRights>") == [f"{NODE[:-1]}#access>"]


def test_facts_when_others_know_of_the_dataset_then_it_is_said_without_a_persons_name():
    dataset = {**plain(1), "resources": [{"id": "r1"}, {"id": "o", "civic_output_of": "r1"}]}
    quads = dataset_quads(dataset, SITE, FACTS)

    run = "<http://a.example/dataset/d1/resource/r1#harmonised>"
    output = "<http://a.example/dataset/d1/resource/o>"
    assert said(dataset, output, f"{PROV}wasGeneratedBy>", FACTS) == [run]
    assert any(quad[2].startswith('"Readiness for an Open Data') for quad in quads)
    assert not [quad for quad in dataset_quads(dataset, SITE) if "readiness" in quad[0]]


def test_series_when_anybody_may_see_it_then_it_is_linked_and_else_not():
    series = {**plain(2), "type": "dataset_series"}
    member = {**plain(1), "in_series": [series["id"]]}
    node = "<http://a.example/dataset/d2>"

    assert said(member, NODE, f"{DCAT}inSeries>", Facts(related=(series,))) == [node]
    assert said(member, NODE, f"{DCAT}inSeries>") == []
    assert said(member, node, f"{DCAT}seriesMember>", Facts(related=(series,))) == [NODE]


def test_title_when_fluent_then_each_language_has_a_tag():
    dataset = {**plain(1), "title_translated": {"en": "Lamps", "cy-GB": "Lampau", "x y": "no"}}

    assert said(dataset, NODE, f"{DCT}title>") == ['"Lampau"@cy-gb', '"Lamps"@en']
