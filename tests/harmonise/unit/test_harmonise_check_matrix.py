"""Every check on every real file: it fires where it must, and nowhere else.

``check_matrix.csv`` says for each file and its crosswalk which checks find something, how bad it is
and in how many rows. Notes are left out but for positions: they ask for nothing.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from ckanext.civic.harmonise.checks import catalogue
from ckanext.civic.harmonise.pipeline import Names, Report, harmonise, load_crosswalk

pytestmark = pytest.mark.needs_shared

with Path(__file__).with_name("check_matrix.csv").open(encoding="utf-8", newline="") as file:
    MATRIX = {(row["crosswalk"], row["file"]): row["found"].split() for row in csv.DictReader(file)}
COUNTS_VARY = ("unmapped_codes",)  # a crosswalk that learns a code has fewer to go
STOCKPORT = "GMDSP-Linked-Data__StreetLighting/streetlights/stockport/streetlights_sample.csv"
CAR_PARKS = "GMDSP-Linked-Data__RDF-work-in-progress/parking/stockport/CarParks.xml"
TRAFFORD = "GMDSP-Linked-Data__StreetLighting/streetlights/trafford/streetlights_sample.csv"


@pytest.fixture(scope="module")
def report(shared, tmp_path_factory):
    """Return a function from crosswalk (id or path) and file to the report; each runs once."""

    @cache
    def of(crosswalk: str | Path, path: str) -> Report:
        chosen = load_crosswalk(crosswalk)
        council = chosen.id.split("-")[0]
        names = Names(f"http://{council}.example", "http://hub.example", council, chosen.model.id)
        folder = tmp_path_factory.mktemp(chosen.id)
        return harmonise(shared / "real" / path, chosen, names, folder)

    return of


def finding(report: Report, id: str):
    return next(one for one in report.checks if one.id == id)


@pytest.mark.parametrize(("crosswalk", "path"), MATRIX)
def test_real_file_when_checked_then_exactly_these_checks_find_something(report, crosswalk, path):
    found = {
        f"{one.id}:{one.severity}" + ("" if one.id in COUNTS_VARY else f":{one.count}")
        for one in report(crosswalk, path).checks
        if one.severity != "note" or one.id == "position_agreement"
    }
    assert sorted(found) == MATRIX[crosswalk, path]


@pytest.mark.parametrize(("crosswalk", "path"), MATRIX)
def test_real_file_when_checked_then_rows_and_totals_balance(report, crosswalk, path):
    result = report(crosswalk, path)
    assert result.rows_in == result.resources_out + result.dropped.count
    assert {"row_balance", "key_balance"} <= set(result.passed)
    assert ("control_total" in result.passed) is bool(result.totals)


def as_labelled(folder: Path, id: str, old: str, new: str) -> Path:
    """Return a crosswalk that takes the columns for what they are called."""
    source = Path(load_crosswalk.__code__.co_filename).with_name(f"{id}.yaml")
    text = source.read_text(encoding="utf-8")
    assert old in text
    path = folder / f"{id}.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_real_stockport_lights_when_degrees_are_declared_then_blocks_and_names_the_cause(
    report, tmp_path_factory
):
    grid = '  - {x: feat_cent_east, y: feat_cent_north, crs: "EPSG:27700"}\n'
    both = f'{grid}  - {{x: long, y: lat, crs: "EPSG:4326"}}\n'
    folder = tmp_path_factory.mktemp("naive")
    path = as_labelled(folder, "stockport-streetlights", grid, both)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(x for x in lines if not x.startswith(("  lat:", "  long:", "ignore:"))))
    result = report(path, STOCKPORT)
    found = finding(result, "position_agreement")
    assert found.blocks
    assert (found.count, result.ok) == (1966, False)
    assert "(transposed and swapped)" in found.message
    assert "agree to 1.40 m" in found.message


def test_real_stockport_car_parks_when_degrees_are_declared_then_blocks_and_names_the_cause(
    report, tmp_path_factory
):
    grid = '  - {x: eastings, y: northings, crs: "EPSG:27700"}\n'
    both = f'{grid}  - {{x: long, y: lat, crs: "EPSG:4326"}}\n'
    path = as_labelled(tmp_path_factory.mktemp("naive"), "stockport-parking", grid, both)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("  lat:", "  long:"))]
    path.write_text("".join(kept), encoding="utf-8")
    found = finding(report(path, CAR_PARKS), "position_agreement")
    assert (found.blocks, found.count) == (True, 120)
    assert "(transposed and swapped)" in found.message


def test_real_stockport_lights_when_the_grid_is_used_then_thirteen_zeros_are_named(report):
    result = report("stockport-streetlights", STOCKPORT)
    found = finding(result, "position_null_island")
    assert (found.count, found.severity, len(found.rows)) == (13, "warning", 13)
    assert "position_outside" in result.passed
    assert result.ok


def test_real_trafford_lights_when_declared_then_names_osgb36_to_three_centimetres(report):
    found = finding(report("trafford-streetlights", TRAFFORD), "position_agreement")
    assert found.severity == "note"
    assert "(EPSG:4277)" in found.message
    assert "to 0.03 m" in found.message


def test_real_trafford_lights_when_taken_for_wgs84_then_blocks(report, tmp_path_factory):
    folder = tmp_path_factory.mktemp("naive")
    path = as_labelled(folder, "trafford-streetlights", "EPSG:4277", "EPSG:4326")
    found = finding(report(path, TRAFFORD), "position_agreement")
    assert (found.blocks, found.count) == (True, 1923)
    assert "OSGB36 degrees (EPSG:4277)" in found.message


ALONE = {
    "position_outside", "position_range", "position_null_island", "position_repeated",
    "position_conversion",
}  # fmt: skip


@pytest.mark.parametrize(
    ("crosswalk", "path", "agreement"),
    [
        ("tameside-streetlights-cleaned", "tameside", "passed"),
        ("manchester-streetlights", "manchester", "not applicable"),
        ("salford-streetlights", "salford", "not applicable"),
    ],
)
def test_real_lights_when_positions_are_right_then_every_position_check_passes(
    report, crosswalk, path, agreement
):
    result = report(crosswalk, STOCKPORT.replace("stockport", path))
    passed = {id for id in result.passed if id.startswith("position")}
    left = {one.id for one in result.not_applicable}
    assert passed - {"position_agreement"} == ALONE
    assert ("position_agreement" in passed, "position_agreement" in left) == (
        agreement == "passed", agreement == "not applicable",
    )  # fmt: skip


@pytest.mark.parametrize(("crosswalk", "path"), MATRIX)
def test_real_file_when_checked_then_every_check_is_in_one_list_only(report, crosswalk, path):
    result = report(crosswalk, path)
    found = {one.id for one in result.checks}
    left = {one.id: one.reason for one in result.not_applicable}
    assert sorted([*found, *result.passed, *left]) == sorted(catalogue())
    assert {"things_gone", "licence_missing", "unstable_key"} <= set(left) | found
    assert all(left.values())
