"""The eight real files: nothing lost, nothing invented, everything where it belongs."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest

from ckanext.civic.harmonise.mapping.projections import distances_m, to_wgs84
from ckanext.civic.harmonise.pipeline import Names, Report, harmonise, load_crosswalk

pytestmark = pytest.mark.needs_shared

LIGHTS = "GMDSP-Linked-Data__StreetLighting/streetlights/{}/streetlights_sample.csv"
PARKING = "GMDSP-Linked-Data__RDF-work-in-progress/parking"
SPEND = "GMDSP-Linked-Data__Expenditure/expenditure"
FILES = {
    "manchester-streetlights": (LIGHTS.format("manchester"), 1927),
    "salford-streetlights": (LIGHTS.format("salford"), 1939),
    "trafford-streetlights": (LIGHTS.format("trafford"), 1923),
    "manchester-parking": (f"{PARKING}/manchester/parking.csv", 72),
    "salford-parking": (f"{PARKING}/salford/CarParks.csv", 9),
    "trafford-parking": (
        "traffordDataLab__council_open_data/parking/off_street_parking_spaces.csv",
        19,
    ),
    "manchester-spend": (f"{SPEND}/manchester/Manchester_September_2014.csv", 3584),
    "trafford-spend": (f"{SPEND}/trafford/Trafford_September_2014.csv.gz", 9670),
}
TOTALS = {"manchester-spend": "67993711.65", "trafford-spend": "26277046.22"}


class Result:
    """The report and the files of one harmonised real file."""

    def __init__(self, report: Report, folder: Path, source: Path) -> None:
        self.report, self.folder, self.source = report, folder, source

    def rows(self) -> list[dict[str, str]]:
        """Return the canonical table."""
        path = self.folder / self.report.outputs["canonical-csv"]
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def ask(self, query: str) -> list[tuple[str, ...]]:
        """Return the answers of a SPARQL query over the quads."""
        store = pyoxigraph.Store()
        path = self.folder / self.report.outputs["nquads"]
        store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
        rows = store.query(query, use_default_graph_as_union=True)
        return [tuple(value.value for value in row) for row in rows]


@pytest.fixture(scope="module")
def result(shared, tmp_path_factory):
    """Return a function from a crosswalk's id to its result; each file is harmonised once."""

    @cache
    def of(id: str) -> Result:
        folder = tmp_path_factory.mktemp(id)
        source = shared / "real" / FILES[id][0]
        council, model = id.split("-")
        names = Names(f"http://{council}.example", "http://hub.example", council, model)
        return Result(harmonise(source, load_crosswalk(id), names, folder), folder, source)

    return of


@pytest.mark.parametrize("id", FILES)
def test_real_file_when_harmonised_then_every_row_is_a_resource_of_its_own(result, id):
    report = result(id).report
    assert (report.rows_in, report.resources_out) == (FILES[id][1], FILES[id][1])
    assert report.dropped.count == 0
    assert len({row["uri"] for row in result(id).rows()}) == FILES[id][1]
    class_name = load_crosswalk(id).model.class_name
    things = (
        f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a ?c FILTER(STRENDS(STR(?c), '/{class_name}')) }}"
    )
    assert result(id).ask(things) == [(str(FILES[id][1]),)]


@pytest.mark.parametrize("id", FILES)
def test_real_file_when_harmonised_then_no_check_finds_an_error(result, id):
    assert result(id).report.ok
    assert "unmapped_columns" in result(id).report.passed


@pytest.mark.parametrize("id", TOTALS)
def test_real_spend_when_summed_by_sparql_then_total_is_that_of_the_file(result, id):
    query = (
        "SELECT (SUM(?a) AS ?all) { ?s <http://reference.data.gov.uk/def/payment#netAmount> ?a }"
    )
    assert result(id).ask(query) == [(TOTALS[id],)]
    assert result(id).report.totals["amount"] == {
        "in": TOTALS[id],
        "out": TOTALS[id],
        "dropped": "0",
    }


@pytest.mark.parametrize("id", TOTALS)
def test_real_spend_when_grouped_by_month_then_is_september_2014(result, id):
    query = (
        "SELECT DISTINCT ?y ?m { ?s <http://purl.org/dc/terms/date> ?d"
        " BIND(YEAR(?d) AS ?y) BIND(MONTH(?d) AS ?m) }"
    )
    assert result(id).ask(query) == [("2014", "9")]


def test_real_trafford_spend_when_redacted_then_no_number_joins_the_rows(result):
    made = result("trafford-spend")
    hidden = [row for row in made.rows() if row["supplier_redacted"] == "true"]
    assert len(hidden) == 1944
    assert {
        (row["supplier_id"], row["supplier_uri"], row["purpose_description"]) for row in hidden
    } == {("", "", "")}
    with gzip.open(made.source, "rb") as file:
        source = csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline=""))
        shown: Counter[bool] = Counter()
        secret, public = set(), set()
        for row in source:
            is_hidden = row["Supplier Name"] == "Redacted Personal Data"
            (secret if is_hidden else public).add(row["Supplier ID"])
            shown[is_hidden] += 1
    written = {row["supplier_id"] for row in made.rows()}
    assert not written & (secret - public)


def test_real_trafford_lights_when_harmonised_then_each_is_within_2_m_of_its_grid_position(result):
    rows = result("trafford-streetlights").rows()
    lons, lats = to_wgs84("EPSG:27700")(
        [float(row["easting"]) for row in rows], [float(row["northing"]) for row in rows]
    )
    apart = distances_m(
        [float(row["longitude"]) for row in rows],
        [float(row["latitude"]) for row in rows],
        lons,
        lats,
    )
    assert len(apart) == 1923
    assert max(apart) < 2


def test_real_trafford_lights_when_outside_trafford_then_their_rows_are_named(result):
    checks = result("trafford-streetlights").report.checks
    (found,) = [one for one in checks if one.id == "position_outside"]
    assert found.severity == "warning"
    assert found.rows == (129, 310, 964, 1280, 1402, 1667)


def test_real_trafford_lights_when_degrees_are_taken_for_wgs84_then_names_the_cause(
    shared, tmp_path
):
    crosswalk = tmp_path / "wrong.yaml"
    right = Path(load_crosswalk.__code__.co_filename).with_name("trafford-streetlights.yaml")
    crosswalk.write_text(right.read_text().replace("EPSG:4277", "EPSG:4326"))
    names = Names("http://a.example", "http://b.example", "trafford", "lights")
    source = shared / "real" / FILES["trafford-streetlights"][0]
    report = harmonise(source, load_crosswalk(crosswalk), names, tmp_path / "out")
    found = next(one for one in report.checks if one.id == "position_agreement")
    assert (found.severity, found.count) == ("error", 1923)
    assert "98.9 m" in found.message
    assert "EPSG:4277" in found.message
    assert not report.ok


def test_real_trafford_lights_when_the_file_says_no_lamp_then_none_is_invented(result):
    assert {row["lamp_type"] for row in result("trafford-streetlights").rows()} == {""}


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        (
            "manchester-streetlights",
            {
                "high-pressure-sodium": 823, "ceramic-metal-halide": 497,
                "compact-fluorescent": 377, "not-stated": 158, "fluorescent": 39, "led": 26,
                "low-pressure-sodium": 2, "mercury": 2, "metal-halide": 1, "": 2,
            },
        ),
        (
            "salford-streetlights",
            {
                "led": 1007, "high-pressure-sodium": 547, "low-pressure-sodium": 305,
                "ceramic-metal-halide": 72, "mercury": 8,
            },
        ),
    ],
)  # fmt: skip
def test_real_lights_when_grouped_by_lamp_type_then_councils_share_the_codes(result, id, expected):
    assert Counter(row["lamp_type"] for row in result(id).rows()) == expected


def test_real_manchester_parking_when_bays_are_for_disabled_people_then_counts_them_so(result):
    rows = {row["name"]: row for row in result("manchester-parking").rows()}
    disabled, motorcycles = rows["Central Library - 14 bays"], rows["Albert Square - 12 bays"]
    assert (disabled["spaces"], disabled["disabled_spaces"]) == ("14", "14")
    assert (motorcycles["spaces"], motorcycles["disabled_spaces"]) == ("12", "")
    assert rows["Abingdon Street"]["spaces"] == ""
    assert rows["Abingdon Street"]["postcode"] == "M1 6DD"
    assert sum(int(row["disabled_spaces"] or 0) for row in rows.values()) == 79


@pytest.mark.parametrize("id", FILES)
def test_real_file_when_written_then_quads_parse_and_stay_under_the_councils_names(result, id):
    subjects = {subject for (subject,) in result(id).ask("SELECT DISTINCT ?s { ?s ?p ?o }")}
    council, model = id.split("-")
    own = (
        f"http://{council}.example/id/{council}/{model}/",
        f"http://{council}.example/def/{council}/{model}/",
        "http://hub.example/id/supplier/",
        load_crosswalk(id).publisher.uri,
    )
    assert not [subject for subject in subjects if not subject.startswith(own)]
