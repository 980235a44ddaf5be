"""GeoJSON and KML: properties as columns, geometries as well-known text, digits as given."""

from __future__ import annotations

import contextlib
import json

import pytest
from harmonise.tables import read, records_of, rows_of
from harmonise.workbooks import zipped
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.errors import UnreadableFile, UnusableTable
from ckanext.civic.harmonise.readers.wkt import wkt


def collection(*features: dict, **members: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)}).encode()


def feature(shape: object = None, /, **properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": shape}


POINT = {"type": "Point", "coordinates": [-2.25, 53.5]}


def test_geojson_when_properties_differ_then_columns_are_all_of_them_in_order(tmp_path):
    table = read(tmp_path, collection(feature(POINT, a=1), feature(b="x", a=None)), "f.geojson")
    assert table.header == ("a", "b", "geometry")
    assert rows_of(table) == [["1", "", "POINT (-2.25 53.5)"], ["", "x", ""]]
    assert table.decisions["geometry_types"] == {"Point": 1, "none": 1}
    assert "longitude, latitude" in table.decisions["geometry_crs"]


def test_geojson_when_numbers_have_many_digits_then_all_are_kept(tmp_path):
    text = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":'
        '12345678901234567890.10,"e":1e-7},"geometry":{"type":"Point","coordinates":'
        "[-2.14506125700308123,53.40]}}]}"
    )
    row = rows_of(read(tmp_path, text.encode()))[0]
    assert row == ["12345678901234567890.10", "0.0000001", "POINT (-2.14506125700308123 53.40)"]


def test_geojson_when_an_exponent_is_vast_then_it_is_not_written_out(tmp_path):
    text = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":1e99999999},'
        '"geometry":{"type":"Point","coordinates":[1e99999999,1]}}]}'
    )
    assert rows_of(read(tmp_path, text.encode())) == [["1E+99999999", "POINT (1E+99999999 1)"]]


def test_geojson_when_a_crs_member_is_there_then_is_reported(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    last = collection(feature(POINT, a=1)).decode()[:-1] + f', "crs": {json.dumps(crs)}}}'
    for content in (collection(feature(POINT, a=1), crs=crs), last.encode()):
        assert read(tmp_path, content).decisions["geometry_crs"] == "urn:ogc:def:crs:EPSG::27700"


def test_geojson_when_features_have_ids_or_a_geometry_property_then_columns_stay_apart(tmp_path):
    one = {**feature(POINT, geometry="x", id="p"), "id": 7}
    table = read(tmp_path, collection(one))
    assert table.header == ("feature id", "geometry", "id", "feature geometry")
    assert rows_of(table) == [["7", "x", "p", "POINT (-2.25 53.5)"]]


def test_geojson_when_properties_are_lists_then_are_joined_and_deeper_ones_stay_json(tmp_path):
    table = read(tmp_path, collection(feature(a=["x", 1, True], b={"c": [1]})))
    assert rows_of(table) == [["x|1|true", '{"c": [1]}', ""]]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_geojson_when_encoding_varies_then_the_text_is_the_same(tmp_path, codec):
    content = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"é":"£"}}]}'
    table = read(tmp_path, content.encode(codec))
    assert (table.header, rows_of(table)) == (("é", "geometry"), [["£", ""]])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"type":"FeatureCollection","features":[{"type":"Feature"},{"a":1}]}', "Feature 2"),
        (b'{"type":"FeatureCollection","features":[{"type":"Feature",}]}', "not well-formed"),
        (b'{"type":"FeatureCollection","features":[{"type":"Feature"}', "not well-formed"),
        (b'{"type":"Feature","properties":{}}', "no GeoJSON FeatureCollection"),
        (b'[{"a": 1}]', "no GeoJSON FeatureCollection"),
        (b'{"type":"FeatureCollection","features":[' + b"[" * 100_000, "levels deep"),
        (b'{"type":"FeatureCollection","features":[' + b'["]",' * 9_000, "levels deep"),
        (b'{"type":"FeatureCollection","a":' + b'{"]}":' * 9_000, "levels deep"),
        (collection(feature({"type": "Point", "coordinates": ["a", "b"]})), "must be a number"),
        (collection(feature({"type": "Circle"})), "no type of geometry"),
        (collection(feature({"type": "Polygon", "coordinates": [[1, 2]]})), "Feature 1"),
    ],
)
def test_geojson_when_it_is_wrong_then_says_where(tmp_path, content, words):
    with pytest.raises(UnreadableFile, match=words):
        read(tmp_path, content)


def test_geojson_when_a_feature_is_huge_then_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("ckanext.civic.harmonise.readers.formats.geojson.MAX_RECORD_BYTES", 200_000)
    content = collection(feature(a=1), feature(b="x" * 500_000))
    with pytest.raises(UnreadableFile, match="larger than"):
        read(tmp_path, content)


def test_geojson_when_it_has_no_feature_then_says_so(tmp_path):
    with pytest.raises(UnusableTable, match="no rows"):
        read(tmp_path, collection())


RING = [[0, 0], [0, 1], [1, 1], [0, 0]]


@pytest.mark.parametrize(
    ("kind", "coordinates", "text"),
    [
        ("Point", [1, 2, 3], "POINT Z (1 2 3)"),
        ("MultiPoint", [[1, 2], [3, 4]], "MULTIPOINT ((1 2), (3 4))"),
        ("LineString", [[1, 2], [3, 4]], "LINESTRING (1 2, 3 4)"),
        ("MultiLineString", [[[1, 2], [3, 4]]], "MULTILINESTRING ((1 2, 3 4))"),
        ("Polygon", [RING], "POLYGON ((0 0, 0 1, 1 1, 0 0))"),
        ("MultiPolygon", [[RING], [RING]], "MULTIPOLYGON (((0 0, 0 1, 1 1, 0 0)), "
         "((0 0, 0 1, 1 1, 0 0)))"),
        ("Polygon", [], "POLYGON EMPTY"),
    ],
)  # fmt: skip
def test_wkt_when_geometry_is_of_any_type_then_is_written(kind, coordinates, text):
    assert wkt({"type": kind, "coordinates": coordinates}) == text


@given(st.recursive(st.integers() | st.text(max_size=3), lambda s: st.lists(s, max_size=3)))
def test_wkt_when_coordinates_are_anything_then_fails_only_as_a_value_error(coordinates):
    for kind in ("Point", "MultiPoint", "Polygon", "MultiPolygon"):
        with contextlib.suppress(ValueError):
            wkt({"type": kind, "coordinates": coordinates})


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Bins</name>
<Style id="s"><IconStyle/></Style>
<Folder><name>North</name>
<Placemark id="p1"><name>Bin 1</name><styleUrl>#s</styleUrl>
 <description><![CDATA[<b>full</b>]]></description>
 <ExtendedData><Data name="Ward"><value>Elton</value></Data>
  <SchemaData><SimpleData name="Ref">12/1</SimpleData></SchemaData></ExtendedData>
 <Point><coordinates>-2.3,53.6,0</coordinates></Point></Placemark>
</Folder>
<Placemark><name>Route</name><TimeStamp><when>2014-09</when></TimeStamp>
 <LineString><coordinates>-2.3,53.6 -2.4,53.7</coordinates></LineString></Placemark>
<Placemark><name>Area</name><MultiGeometry>
 <Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 0,3 3,3 0,0</coordinates></LinearRing>
 </outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>1,1 1,2 2,2 1,1</coordinates>
 </LinearRing></innerBoundaryIs></Polygon></MultiGeometry></Placemark>
</Document></kml>"""


def test_kml_when_placemarks_have_values_then_each_is_a_row(tmp_path):
    records = records_of(read(tmp_path, KML.encode(), "bins.kml"))
    assert records == [
        {
            "@id": "p1", "folder": "North", "name": "Bin 1", "description": "<b>full</b>",
            "Ward": "Elton", "Ref": "12/1", "geometry": "POINT (-2.3 53.6)",
        },
        {"name": "Route", "TimeStamp/when": "2014-09",
         "geometry": "LINESTRING (-2.3 53.6, -2.4 53.7)"},
        {"name": "Area",
         "geometry": "MULTIPOLYGON (((0 0, 0 3, 3 3, 0 0), (1 1, 1 2, 2 2, 1 1)))"},
    ]  # fmt: skip


def test_kmz_when_it_has_icons_too_then_reads_the_kml(tmp_path):
    table = read(tmp_path, zipped({"doc.kml": KML, "files/icon.png": b"\x89PNG"}), "bins.kmz")
    assert (table.decisions["member"], len(rows_of(table))) == ("doc.kml", 3)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("-2.3,53.6,0", "west,53.6", "Placemark 1 cannot be read"),
        ("<Placemark", "<Elsewhere", "not well-formed"),
        ("LineString", "Track", "Placemark 2 cannot be read"),
    ],
)
def test_kml_when_it_is_wrong_then_says_where(tmp_path, old, new, words):
    with pytest.raises(UnreadableFile, match=words):
        read(tmp_path, KML.replace(old, new).encode())


def test_kml_when_it_only_links_then_says_what_to_publish(tmp_path):
    with pytest.raises(UnusableTable, match=r"no placemark.*network link"):
        read(tmp_path, b"<kml><NetworkLink><href>x</href></NetworkLink></kml>")
