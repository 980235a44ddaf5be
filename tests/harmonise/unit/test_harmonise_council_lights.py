"""Street lights of five councils: their lamps, columns, heights and positions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from harmonise.real_councils import FILES

from ckanext.civic.console import civic
from ckanext.civic.harmonise.crosswalks import load_crosswalk
from ckanext.civic.harmonise.mapping.projections import distances_m, to_wgs84
from ckanext.civic.harmonise.pipeline import Names, harmonise

pytestmark = pytest.mark.needs_shared


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "tameside-streetlights",
            {
                "high-pressure-sodium": 23713, "ceramic-metal-halide": 1299,
                "low-pressure-sodium": 926, "mercury": 46, "compact-fluorescent": 28,
                "fluorescent": 21, "metal-halide": 2, "": 7,
            },
        ),
        (
            "tameside-streetlights-cleaned",
            {
                "high-pressure-sodium": 1845, "ceramic-metal-halide": 99, "low-pressure-sodium": 77,
                "mercury": 4, "compact-fluorescent": 2, "fluorescent": 1, "metal-halide": 1,
            },
        ),
        (
            "salford-streetlights-earlier",
            {
                "led": 661, "high-pressure-sodium": 370, "low-pressure-sodium": 190,
                "fluorescent": 203, "ceramic-metal-halide": 42, "compact-fluorescent": 32,
            },
        ),
        ("stockport-streetlights", {"": 1979}),
    ],
)  # fmt: skip
def test_real_lights_when_grouped_by_lamp_then_have_the_shared_codes(made, name, expected):
    assert made(name).count("lamp_type") == expected


def test_real_tameside_lights_when_a_height_is_in_millimetres_then_is_in_metres(made):
    heights = made("tameside-streetlights").count("mounting_height")
    assert heights["4.7"] == 20
    assert heights["15"] == 7
    assert sum(heights.values()) - heights[""] == 26040
    assert made("tameside-streetlights-cleaned").count("mounting_height")["4.7"] == 2


def test_real_stockport_columns_when_mapped_then_share_codes_with_tameside(made):
    stockport = set(made("stockport-streetlights").count("column_material"))
    tameside = set(made("tameside-streetlights").count("column_material"))
    assert stockport & tameside >= {"concrete", "steel", "stainless-steel", "cast-iron"}


def test_real_stockport_lights_when_read_then_are_where_easting_and_northing_say(made):
    rows = [row for row in made("stockport-streetlights").rows if row["latitude"]]
    assert len(rows) == 1979 - 13
    lons, lats = to_wgs84("EPSG:27700")(
        [float(row["easting"]) for row in rows], [float(row["northing"]) for row in rows]
    )
    apart = distances_m(
        [float(row["longitude"]) for row in rows],
        [float(row["latitude"]) for row in rows],
        lons,
        lats,
    )
    assert max(apart) < 2
    west, south, east, north = load_crosswalk("stockport-streetlights").area or (0, 0, 0, 0)
    inside = [
        west < float(row["longitude"]) < east and south < float(row["latitude"]) < north
        for row in rows
    ]
    assert sum(inside) > 0.998 * len(rows)


@pytest.mark.parametrize(("swapped", "rows"), [("", 1966), (", swap_axes: true", 1962)])
def test_real_stockport_lights_when_its_degrees_are_declared_then_nothing_is_released(
    shared, tmp_path, swapped, rows
):
    right = Path(load_crosswalk.__code__.co_filename).with_name("stockport-streetlights.yaml")
    grid = '  - {x: feat_cent_east, y: feat_cent_north, crs: "EPSG:27700"}\n'
    degrees = f'  - {{x: long, y: lat, crs: "EPSG:4326"{swapped}}}\n'
    text = right.read_text(encoding="utf-8").replace(grid, grid + degrees)
    crosswalk = tmp_path / "shipped-streetlights.yaml"
    crosswalk.write_text(
        text[: text.index("\nignore:")].replace("id: stockport-", "id: shipped-"),
        encoding="utf-8",
    )
    names = Names("http://a.example", "http://b.example", "stockport", "lights")
    source = shared / "real" / FILES["stockport-streetlights"]
    report = harmonise(source, load_crosswalk(crosswalk), names, tmp_path / "out")
    found = next(one for one in report.checks if one.id == "position_agreement")
    assert (found.severity, found.count) == ("error", rows)
    assert "easting and northing exchanged" in found.message
    assert "1.40 m" in found.message
    assert not report.ok


def test_real_tameside_lights_when_two_crosswalks_fit_then_takes_the_one_that_knows_every_column(
    shared, tmp_path
):
    source = str(shared / "real" / FILES["tameside-streetlights-cleaned"])
    command = [
        "harmonise",
        source,
        "--model",
        "streetlights",
        "-o",
        str(tmp_path / "out"),
        "--json",
    ]
    done = CliRunner().invoke(civic, command)
    assert json.loads(done.stdout)["crosswalk"] == "tameside-streetlights-cleaned"
