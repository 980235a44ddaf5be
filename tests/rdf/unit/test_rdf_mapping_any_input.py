"""Whatever is in a dataset dict: valid N-Quads, valid by the rules that need no shapes, or refusal.

The datasets are CKAN's own forms with values of any type in any place, as plug-ins leave them.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ckanext.civic.core import nquads
from ckanext.civic.rdf.errors import GraphRefused
from ckanext.civic.rdf.mapping import Facts, Site, catalog_quads, dataset_quads
from ckanext.civic.rdf.mapping.facts import Certificate, Harmonised, Organization, Release

SITE = Site("http://a.example", "http://a.example", "http://hub.example", title="A")
PROFILES = ("civic_dcat_ap", "civic_uk")
# XML 1.0 (fifth edition), production 2: what is no Char
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RUNS = re.compile("(javascript|data):", re.IGNORECASE)
BLANK = pyoxigraph.BlankNode

# hypothesis' own texts leave out halves of surrogate pairs; ours do not
ODDITIES = [
    "\ud800", "a\udfffb", "\x00", "\x0b", "\ufffe", "\u202e", "\u200f", "<script>alert(1)</script>",
    'a"b\\c', "line\nbreak", "http://a.example/x y", "https://é.example/ß", "http://a/<b>", "//x",
    "javascript:alert(1)", "http://[", "http://a.example/%zz", "mailto:", "data:,", "urn:x", "..",
    "2024-01-01", "2024-02-31", "31/12/2024", "0000", "9999-12-31T23:59:59-23:59", "P1D", "1e999",
    "[1]", '["x"]', "{", "[" * 3000, '{"en": "x", "no tag": "y", "cy": ["a", null]}', "NaN", "-1",
    "POINT(1 2)", "POLYGON((0 0, 1 1, 0 1, 0 0))", "POINT(999 1)", "E08000003", "WMS", "CSV", "api",
    "http://a.example/geoserver/ows?service=WMS&request=GetCapabilities", "uk-ogl", "other-closed",
    "http://a.example/arcgis/rest/services/X/MapServer", "md5:" + "0" * 32, "f" * 64, "monthly",
    "http://publications.europa.eu/resource/authority/file-type/CSV", "c_ac64a52d", "TRAN",
    "dataset_series", "data_service", "a@b.example", "http://user:p@h.example/", "\u0000http://a/",
    "JavaScript:alert(1)", "data:text/html,<b>", "2014", "http://a.example/\ufffe", "http://a/\x80",
]  # fmt: skip
TEXT = st.text(max_size=20) | st.sampled_from(ODDITIES)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
RECORDS = st.lists(
    st.dictionaries(
        st.sampled_from([
            "uri", "name", "email", "url", "type", "identifier", "text", "geom", "bbox", "centroid",
            "start", "end", "title", "endpoint_url", "agent", "role", "relation", "label",
            "name_translated", "id", "previous", "next", "description", "landing_page",
        ]),
        ANY,
        max_size=5,
    ),
    max_size=3,
)  # fmt: skip
FIELDS = [
    "title", "title_translated", "notes", "notes_translated", "tags_translated", "version", "url",
    "license_id", "license_url", "license_title", "author", "author_email", "maintainer",
    "maintainer_email", "metadata_created", "metadata_modified", "type", "owner_org", "contact",
    "publisher", "creator", "publisher_name", "publisher_uri", "contact_name", "contact_email",
    "spatial", "spatial_coverage", "spatial_uri", "spatial_bbox", "spatial_text", "temporal_start",
    "temporal_end", "temporal_coverage", "theme", "language", "documentation", "conforms_to",
    "is_referenced_by", "applicable_legislation", "hvd_category", "has_version", "is_version_of",
    "qualified_relation", "provenance_activity", "qualified_attribution", "provenance", "source",
    "frequency", "access_rights", "alternate_identifier", "identifier", "issued", "modified",
    "in_series", "series_navigation", "sample", "rights", "dcat_type", "temporal_resolution",
    "spatial_resolution_in_meters", "endpoint_url", "endpoint_description", "summary",
    "security_classification", "version_notes", "harvest_source_title", "related_resource",
    "source_catalog_homepage",
]  # fmt: skip
RESOURCE = [
    "id", "url", "name", "name_translated", "description", "format", "mimetype", "size", "hash",
    "hash_algorithm", "civic_model", "civic_output", "civic_output_of", "created", "last_modified",
    "metadata_modified", "url_type", "license", "rights", "language", "conforms_to", "status",
    "availability", "access_services", "access_url", "download_url", "issued", "compress_format",
    "package_format", "temporal_resolution", "spatial_resolution_in_meters", "documentation",
    "applicable_legislation",
]  # fmt: skip
VALUE = ANY | RECORDS | RECORDS.map(lambda items: json.dumps(items, default=str))
FREE = st.lists(
    st.dictionaries(st.sampled_from([*FIELDS, *RESOURCE]), VALUE, max_size=4) | ANY, max_size=4
)
EXTRA = st.fixed_dictionaries({"key": st.sampled_from(FIELDS) | TEXT, "value": VALUE}) | ANY
DATASET = st.fixed_dictionaries(
    {"id": TEXT, "name": TEXT},
    optional={
        "organization": st.fixed_dictionaries({}, optional={"name": TEXT, "title": ANY}) | ANY,
        "tags": st.lists(st.fixed_dictionaries({"name": TEXT}) | ANY, max_size=3) | ANY,
        "groups": st.lists(st.fixed_dictionaries({"name": TEXT}) | ANY, max_size=3) | ANY,
        "extras": st.lists(EXTRA, max_size=6) | ANY,
        "resources": st.lists(
            st.dictionaries(st.sampled_from(RESOURCE), VALUE, max_size=8), max_size=3
        )
        | FREE,
        **dict.fromkeys(FIELDS, VALUE),
    },
)
FACTS = Facts(
    organization=Organization("http://c.example/", "a@b.example", "http://c.example/id"),
    certificate=Certificate("pilot", "gb-2016-strict"),
    release=Release("reviewer", "2024-01-01T00:00:00Z"),
    harmonised=(Harmonised("r1", "streetlights", "2024-01-01T00:00:00Z"),),
)


def parsed(quads: list[nquads.Quad]) -> list[Any]:
    """Return the quads as a parser reads them, after the checks that hold for all of them."""
    text = "".join(nquads.lines(quads))
    found = list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_QUADS))
    assert len(found) == len(quads) == text.count("\n")
    for quad in found:
        assert not isinstance(quad.subject, BLANK)
        assert not isinstance(quad.object, BLANK)
        for term in (quad.subject, quad.predicate, quad.object):
            assert not NOT_XML.search(term.value)
            assert isinstance(term, pyoxigraph.Literal) or not RUNS.match(term.value)
    return found


@pytest.mark.parametrize("profile", PROFILES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(dataset=DATASET)
def test_mapping_when_given_any_dataset_then_it_is_valid_n_quads(profile, dataset):
    try:
        quads = dataset_quads(dataset, SITE, FACTS, profile=profile)
    except GraphRefused:
        return  # a name that no CKAN would take, or a copy of nowhere

    assert quads == sorted(set(quads))
    assert quads == dataset_quads(dataset, SITE, FACTS, profile=profile)
    parsed(quads)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("field", sorted({*FIELDS, *RESOURCE, "name", "id", "tags", "groups"}))
def test_mapping_when_a_field_holds_each_oddity_then_it_is_valid_n_quads(field, profile):
    for odd in [*ODDITIES, 0, -1.5, True, {}, [None], 10**30, float("inf"), b"x"]:
        record = dict.fromkeys(
            ("uri", "name", "email", "url", "start", "geom", "role", "agent"), odd
        )
        for value in (odd, [odd], [record], {"en": odd}, json.dumps([record], default=str)):
            plain = {"id": "d", "name": "d", "type": "dataset", "metadata_modified": "2024-01-01"}
            resource = {"id": "r", "url": "http://a.example/x.csv", field: value}
            dataset = {**plain, "resources": [resource], field: value}
            try:
                quads = dataset_quads(dataset, SITE, profile=profile)
            except GraphRefused:
                continue
            parsed(quads)


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(TEXT, min_size=10, max_size=10))
def test_catalogue_when_given_any_texts_then_it_is_valid_n_quads(texts):
    title, description, language, name, url, licence, spatial, who, email, other = texts
    site = Site(
        "http://a.example",
        "http://a.example",
        "http://a.example",
        title,
        description,
        language,
        name,
        url,
        languages=(language, other),
        licence=licence,
        spatial=spatial,
        contact_name=who,
        contact_email=email,
    )

    for profile in PROFILES:
        parsed(catalog_quads(site, profile=profile, modified=other))


@pytest.mark.parametrize("dataset", [{}, {"name": None}, {"id": "", "name": "\ud800"}, {"id": 5}])
def test_mapping_when_a_dataset_has_no_name_at_all_then_it_is_refused(dataset):
    with pytest.raises(GraphRefused):
        dataset_quads(dataset, SITE)


def test_mapping_when_texts_are_a_megabyte_then_they_are_whole():
    long = "x" * 1_000_000
    dataset = {"id": "d", "name": "d", "title": long, "url": "http://a.example/" + long}

    quads = dataset_quads(dataset, SITE)

    assert f'"{long}"' in {quad[2] for quad in quads}
