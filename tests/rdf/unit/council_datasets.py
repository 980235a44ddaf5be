"""Datasets of many kinds, as councils keep them in CKAN: good, sparse, odd and hostile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ckanext.civic.rdf.mapping import Facts, Site
from ckanext.civic.rdf.mapping.facts import Certificate, Harmonised, Organization, Release

SITE = Site(
    "http://a.example",
    "http://a.example",
    "http://hub.example",
    title="Open data of A",
    languages=("en", "cy"),
    licence="uk-ogl",
    spatial="E08000003",
    contact_name="Data team",
    contact_email="data@a.example",
)
HVD = "http://data.europa.eu/bna/c_b79e35eb"
_FORMATS = (
    ("CSV", "text/csv"), ("GeoJSON", "application/geo+json"), ("XLSX", ""), ("JSON", None),
    ("PDF", "application/pdf"), ("SHP", "application/zip"), ("KML", ""), ("Strange", "x/y"),
    ("", ""), ("RDF", "application/rdf+xml"), ("HTML", "text/html"), ("N-Quads", ""),
    ("text/csv", ""), (".csv", "text/csv; charset=utf-8"), ("ODS", ""), ("GPKG", ""), ("ZIP", ""),
)  # fmt: skip
_LICENCES = (
    "uk-ogl", "cc-by", "cc-by-sa-4.0", "odc-pddl", "odc-odbl", "cc-zero", "notspecified", "", None,
    "other-closed", "OGL-UK-2.0", "http://creativecommons.org/licenses/by/3.0/", "gfdl",
    "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0", "uk-crown", "own",
)  # fmt: skip
_FREQUENCIES = ("Monthly", "R/P1Y", "freq", "as needed", "weekly", "ANNUAL", "sometimes", 7)
_SHAPES = (
    {"type": "Polygon", "coordinates": [[[-2.3, 53.4], [-2.1, 53.4], [-2.1, 53.5], [-2.3, 53.4]]]},
    {"type": "Point", "coordinates": [-2.2, 53.4]},
    {"type": "MultiPolygon", "coordinates": []},
    "POLYGON((-2.3 53.4, -2.1 53.4, -2.1 53.5, -2.3 53.4))",
    "POINT(-2.2 53.4)",
    "E08000003",
    "Manchester",
)


def plain(number: int) -> dict[str, Any]:
    """Return an ordinary dataset as CKAN keeps it, different by ``number``."""
    files = [_FORMATS[(number + each) % len(_FORMATS)] for each in range(number % 4)]
    shape = _SHAPES[number % len(_SHAPES)]
    return {
        "id": f"d{number}",
        "name": f"dataset-{number}",
        "title": f"Street lighting in ward {number}",
        "notes": "What there *is*.\n\nAnd where." if number % 3 else "",
        "type": "dataset",
        "metadata_created": "2024-01-01T10:00:00.123456",
        "metadata_modified": "2024-02-01T10:00:00.123456",
        "license_id": _LICENCES[number % len(_LICENCES)],
        "license_title": "Own terms",
        "owner_org": "o1",
        "organization": {"id": "o1", "name": "manchester", "title": "Manchester City Council"},
        "maintainer": "Street team" if number % 2 else "",
        "maintainer_email": "streets@a.example" if number % 3 else "not an address",
        "version": "1.0" if number % 5 == 0 else None,
        "url": "www.a.example" if number % 4 == 0 else "http://a.example/about",
        "tags": [{"name": "lighting", "display_name": "lighting"}, {"name": f"ward-{number}"}],
        "groups": [{"name": "roads", "title": "Roads & paths"}] if number % 2 else [],
        "extras": [
            {"key": "frequency", "value": _FREQUENCIES[number % len(_FREQUENCIES)]},
            {"key": "spatial", "value": json.dumps(shape) if isinstance(shape, dict) else shape},
            {"key": "temporal_start", "value": ("2020-01-01", "2020", "then")[number % 3]},
            {"key": "temporal_end", "value": ("2020-12-31", "2019", "")[number % 3]},
            {"key": "theme", "value": '["TRAN", "Transport & roads", "https://e.example/t"]'},
            {"key": "language", "value": ("en", '["en", "cy"]', "Klingonese")[number % 3]},
        ],
        "resources": [_file(number, index, *each) for index, each in enumerate(files)],
    }


def _file(number: int, index: int, format: str, mimetype: str | None) -> dict[str, Any]:
    return {
        "id": f"d{number}r{index}",
        "name": f"Lamps {index}" if index else "",
        "description": "All lamps" if number % 2 else None,
        "url": f"http://a.example/files/{number}/lamps.{format.lower()}" if index < 2 else "lamps",
        "url_type": "upload" if index == 0 else "",
        "format": format,
        "mimetype": mimetype,
        "size": (12, "13", None, "big")[number % 4],
        "hash": ("a" * 64, "md5:" + "b" * 32, "c" * 40, "")[number % 4],
        "created": "2024-01-01T10:00:00.123456",
        "last_modified": None,
        "metadata_modified": "2024-01-01T10:00:00.123456",
    }


SCHEMING = {
    "contact": [{"name": "Team", "email": "t@a.example", "url": "http://a.example/c", "uri": ""}],
    "publisher": [{"name": "Council", "uri": "http://a.example/id/c", "email": "c@a.example"}],
    "creator": [{"name": "Maker", "type": "http://purl.org/adms/publishertype/LocalAuthority"}],
    "spatial_coverage": [{"text": "Ward", "uri": "E05000001", "bbox": "-2.3,53.4,-2.1,53.5"}],
    "temporal_coverage": [{"start": "2020-01-01", "end": "2020-12-31"}, {"start": "2022-05"}],
    "language": ["http://publications.europa.eu/resource/authority/language/CYM", "en"],
    "theme": ["http://publications.europa.eu/resource/authority/data-theme/TRAN"],
    "alternate_identifier": ["A-1", "A-2"],
    "documentation": ["http://a.example/doc", "not one"],
    "conforms_to": ["https://standard.example/"],
    "is_referenced_by": ["https://paper.example/"],
    "applicable_legislation": ["http://data.europa.eu/eli/reg_impl/2023/138/oj"],
    "has_version": ["https://elsewhere.example/2"],
    "provenance": "Counted by walking.",
    "provenance_activity": [{"label": "Survey", "startedAtTime": "2020-01-01T00:00:00Z"}],
    "qualified_attribution": [
        {"role": "http://a.example/role/sponsor", "agent": [{"name": "A firm"}]},
    ],
    "qualified_relation": [{"relation": "http://x.example/", "role": "http://x.example/role"}],
    "version_notes": "New lamps.",
    "temporal_resolution": "P1D",
    "spatial_resolution_in_meters": "1.5",
    "access_rights": "http://publications.europa.eu/resource/authority/access-right/RESTRICTED",
    "dcat_type": "http://publications.europa.eu/resource/authority/dataset-type/STATISTICAL",
    "sample": ["http://a.example/sample.csv"],
}


def scheming(number: int, *, as_json: bool) -> dict[str, Any]:
    """Return a dataset with ckanext-dcat's fields, as repeating subfields or as JSON extras."""
    dataset = plain(number)
    if as_json:
        said = [{"key": key, "value": json.dumps(value)} for key, value in SCHEMING.items()]
        return {**dataset, "extras": said}
    resource = {
        **_file(number, 0, "CSV", "text/csv"),
        "status": "http://purl.org/adms/status/Completed",
        "availability": "http://publications.europa.eu/resource/authority/planned-availability/STABLE",
        "hash_algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
        "hash": "d" * 64,
        "compress_format": "application/gzip",
        "license": "http://creativecommons.org/licenses/by/4.0/",
        "rights": "Crown copyright",
        "access_services": [{"title": "Query it", "endpoint_url": ["http://a.example/api"]}],
    }
    return {**dataset, **SCHEMING, "extras": [], "resources": [resource]}


def services(number: int) -> dict[str, Any]:
    """Return a dataset whose resources are web services, each found in another way."""
    urls = (
        ("WMS", "http://maps.a.example/ows?service=WMS&request=GetCapabilities&map=x"),
        ("", "http://maps.a.example/arcgis/rest/services/Lamps/FeatureServer/0"),
        ("SPARQL", "http://a.example/sparql"),
        ("API", "http://a.example/api/v1"),
        ("WFS", "not an address"),
    )
    resources = [
        {"id": f"s{number}-{index}", "format": format, "url": url, "name": f"Service {index}"}
        for index, (format, url) in enumerate(urls)
    ]
    return {**plain(number), "resources": resources}


def hostile() -> Iterator[dict[str, Any]]:
    """Yield datasets that somebody means ill with, or that a bad import left."""
    texts = [
        "<script>alert(1)</script>",
        "\x00\x0b\x1f",
        "\u202etxt.exe\u200f",
        "\ud800",
        "x" * 10**6,
    ]
    for number, text in enumerate(texts, start=900):
        dataset = plain(number)
        group = {"name": "g", "title": text}
        resource = {"id": "r", "name": text, "format": text, "url": f"javascript:{text}"}
        yield {**dataset, "title": text, "notes": text, "tags": [{"name": text}], "groups": [group],
               "resources": [resource], "maintainer": text, "license_title": text,
               "license_id": text}  # fmt: skip
    wrong = {"title": ["a"], "notes": 7, "tags": "lamps", "groups": [None], "extras": {"a": "b"}}
    yield {"id": "w1", "name": "w1", **wrong, "resources": [None, "x", {"id": None, "url": 5}]}
    yield {"id": "w2", "name": "w2", "organization": "o", "resources": None, "metadata_modified": 5}
    bad = {"contact": ["x"], "spatial_coverage": "[{", "access_rights": ["a"], "language": {"a": 1}}
    yield {**plain(910), **bad, "hvd_category": 5, "metadata_modified": "yesterday"}


def all_datasets() -> list[tuple[dict[str, Any], Facts]]:
    """Return more than 60 datasets with what else is known of them."""
    sets = [(plain(number), Facts()) for number in range(48)]
    sets += [(scheming(50 + number, as_json=bool(number)), FACTS) for number in range(2)]
    sets += [(services(60), Facts()), ({**services(61), "type": "data_service"}, Facts())]
    sets.append(({**plain(62), "endpoint_url": "http://a.example/api", "type": "api"}, Facts()))
    series = {**plain(63), "type": "dataset_series", "resources": []}
    member = {**plain(64), "in_series": [series["id"]], "has_version": [series["id"]]}
    sets += [(series, Facts()), (member, Facts(related=(series,)))]
    fluent = {
        "title_translated": {"en": "Lamps", "cy": "Lampau"},
        "notes_translated": json.dumps({"en": "All", "cy-GB": "Pob", "not a tag!": "x"}),
        "tags_translated": {"en": ["a", "b"], "cy": ["c"]},
    }
    sets.append(({**plain(65), **fluent}, Facts()))
    copy = {"civic_origin": "http://b.example", "civic_origin_id": "b1"}
    extras = [{"key": key, "value": value} for key, value in copy.items()]
    sets.append(({**plain(66), "extras": extras}, FACTS))
    for number, role in enumerate(("reviewer", "publisher", "portal"), start=67):
        release = Release(role, "2024-01-01T00:00:00Z")
        sets.append((plain(number), Facts(release=release)))
    return sets + [(dataset, Facts()) for dataset in hostile()]


FACTS = Facts(
    organization=Organization("http://council.example/", "team@council.example", ""),
    certificate=Certificate("pilot", "gb-2016-strict"),
    release=Release("reviewer", "2024-01-01T00:00:00Z"),
    harmonised=(Harmonised("r1", "streetlights", "2024-01-01T00:00:00Z"),),
)


def high_value() -> list[dict[str, Any]]:
    """Return datasets with a category of high-value datasets."""
    return [
        {**dataset, "hvd_category": [category]}
        for dataset, category in (
            (plain(71), HVD),
            (plain(73), "Mobility"),
            (services(74), "c_ac64a52d"),
            (scheming(75, as_json=False), HVD),
        )
    ]
