"""What the values of a file forbid the guess to say, however well a heading sounds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from harmonise.workbooks import xlsx

from ckanext.civic.harmonise.crosswalks import Publisher, list_crosswalks
from ckanext.civic.harmonise.guess import Guess, as_crosswalk, guess
from ckanext.civic.harmonise.guess.console import guess as command
from ckanext.civic.harmonise.models import list_models
from ckanext.civic.harmonise.readers import Table

PUBLISHER = Publisher("Anytown Council", "https://data.example.org/id/organisation/anytown")


@pytest.fixture(scope="module")
def known():
    """Return the models and the crosswalks of every publisher."""
    return list_models(), list_crosswalks()


@pytest.fixture(scope="module")
def guessed(known):
    """Return a function that guesses at columns, given by heading, of a model."""

    def make(model: str | None, name: str, columns: dict[str, list[str]]) -> Guess:
        rows = [list(row) for row in zip(*columns.values(), strict=True)]
        return guess(Table(name, tuple(columns), lambda: iter(rows)), *known, model=model)

    return make


def fields(found: Guess) -> dict[str, str | None]:
    """Return the field of each column."""
    return {one.column: one.field for one in found.columns}


STREETS = ["High Street", "Mill Lane", "High Street", "Church Walk", "Mill Lane", "High Street"]


def test_codes_when_a_sign_tells_two_values_apart_then_only_the_same_text_is_exact(guessed):
    found = guessed(
        "cube",
        "ages.csv",
        {
            "Area code": ["E05001800"] * 4,
            "Year": ["2020"] * 4,
            "Age": ["65+", "65", "0-4", "0 to 4"],
            "Value": ["1", "2", "3", "4"],
        },
    )
    (ages,) = [one for one in found.codes if one.field == "age"]
    values = {one.value: one for one in ages.values}
    assert values["65+"].code != values["65"].code
    for one in ages.values:
        if one.match == "exact":
            assert one.confidence > 0.85


def test_codes_when_only_the_signs_differ_then_the_match_is_close(guessed):
    found = guessed(
        "parking",
        "car_parks.csv",
        {
            "Car park": ["A", "B"],
            "Type": ["Multi/Storey", "Surface"],
            "Spaces": ["10", "20"],
            "Postcode": ["DE1 2RX", "DE1 3NT"],
        },
    )
    (types,) = [one for one in found.codes if one.field == "parking_type"]
    assert {one.value: one.match for one in types.values} == {
        "Multi/Storey": "close",
        "Surface": "exact",
    }


def test_key_when_an_unknown_heading_is_an_id_with_its_own_values_then_it_is_the_identifier(
    guessed,
):
    found = guessed(
        "streetlights",
        "lights.csv",
        {
            "Lantern Post Ref": [f"B{n}" for n in range(6)],
            "Street": STREETS,
            "Wattage": ["36", "45", "36", "60", "45", "36"],
        },
    )
    assert found.key is not None
    assert found.key.columns == ("Lantern Post Ref",)
    assert fields(found)["Lantern Post Ref"] == "identifier"


def test_key_when_no_column_tells_the_rows_apart_then_none_is_proposed_and_the_draft_says_so(
    guessed,
):
    found = guessed(
        "streetlights",
        "lights.csv",
        {
            "Street": STREETS * 2,
            "Wattage": ["36.5", "45.5", "36.5", "60.5", "45.5", "36.5"] * 2,
            "Column height": [str(n / 10) for n in range(12)],
        },
    )
    assert found.key is None
    text = as_crosswalk(found, PUBLISHER)
    assert "No column tells the rows apart" in text
    assert "identifier" not in yaml.safe_load(text)["fields"]


def test_key_when_two_columns_tell_rows_apart_together_then_the_identifier_has_both(guessed):
    found = guessed(
        "public-toilets",
        "toilets.csv",
        {
            "Toilet Name": ["Park", "Park", "Station", "Station"],
            "Street": ["Mill Lane", "High Street", "Mill Lane", "High Street"],
            "Baby change": ["Y", "N", "Y", "N"],
        },
    )
    assert found.key is not None
    assert set(found.key.columns) == {"Toilet Name", "Street"}
    assert not found.key.line
    content = yaml.safe_load(as_crosswalk(found, PUBLISHER))
    assert set(content["fields"]["identifier"]["columns"]) == {"Toilet Name", "Street"}


def test_key_when_the_number_of_a_charity_is_unique_then_it_is_not_the_grants_number(guessed):
    found = guessed(
        "grants",
        "grants.csv",
        {
            "Organisation": ["A", "B", "A"],
            "Charity No": ["1100000", "1100001", "1100002"],
            "Award date": ["2021-01-02", "2021-02-03", "2021-03-04"],
            "Award": ["£10", "£20", "£30"],
        },
    )
    assert found.key is None or "Charity No" not in found.key.columns


def test_column_when_a_closed_list_knows_none_of_its_values_then_it_is_not_mapped(guessed):
    found = guessed(
        "public-toilets",
        "toilets.csv",
        {"Toilet Name": ["Park", "Square", "Station"], "Accessible": ["Y", "N", "Y"]},
    )
    (column,) = [one for one in found.columns if one.column == "Accessible"]
    assert column.field is None
    assert column.confidence < found.threshold


def test_column_when_it_is_empty_then_a_filled_one_has_the_field(guessed):
    found = guessed(
        "streetlights",
        "lights.csv",
        {
            "Unit No": ["1", "2", "3"],
            "Locality": ["", "", ""],
            "Town": ["Ashby", "Ashby", "Corby"],
            "Ward": ["", "", ""],
            "Lamp type": ["LED", "SON", "LED"],
        },
    )
    assert fields(found)["Town"] == "area"
    assert fields(found)["Locality"] is None
    (ward,) = [one for one in found.columns if one.column == "Ward"]
    assert (ward.field, ward.confidence) == ("ward", found.threshold)


def test_column_when_a_firm_stands_beside_a_persons_name_then_the_firm_is_the_agent(guessed):
    found = guessed(
        "planning",
        "planning.csv",
        {
            "Reference": ["21/001/FUL", "21/002/FUL"],
            "Proposal": ["Two storey extension", "New garage"],
            "Agent Name": ["L Snell", "P Bell"],
            "Agent Company Name": ["Snell Design", "Bell Ltd"],
        },
    )
    assert fields(found)["Agent Name"] is None
    assert fields(found)["Agent Company Name"] == "agent"


def test_column_when_its_values_are_names_with_titles_then_it_is_no_firm(guessed):
    found = guessed(
        "planning",
        "planning.csv",
        {
            "Reference": ["21/001/FUL", "21/002/FUL"],
            "Proposal": ["Two storey extension", "New garage"],
            "Agent": ["Ms L Snell", "Mr P Bell"],
        },
    )
    assert fields(found)["Agent"] is None


def test_column_when_address_lines_are_numbered_then_each_is_a_part(guessed):
    towns = ["Ashby", "Corby", "Ashby", "Corby", "Ashby", "Ashby"]
    found = guessed(
        "libraries",
        "libraries.csv",
        {
            "Library name": [f"Library {n}" for n in range(6)],
            "Address 1": STREETS,
            "Address 2": towns,
            "Postcode": [f"DE{n} 1AA" for n in range(1, 7)],
        },
    )
    assert fields(found)["Address 1"] == "street"
    assert fields(found)["Address 2"] == "area"


def test_column_when_the_first_address_line_stands_alone_then_it_is_the_address(guessed):
    found = guessed(
        "allotments",
        "allotments.csv",
        {
            "Site name": ["Park", "Mill"],
            "Plots": ["10", "20"],
            "Address 1": ["Mill Lane, Ashby", "Park Road, Ashby"],
        },
    )
    assert fields(found)["Address 1"] == "address"


def test_column_when_alcohol_is_sold_on_the_premises_then_the_small_word_counts(guessed):
    found = guessed(
        "premises-licences",
        "licences.csv",
        {
            "Licence No": ["P1", "P2", "P3"],
            "Trading as": ["The Bull", "The Ship", "The Dog"],
            "Sale of alcohol on": ["Y", "N", "Y"],
            "Sale of alcohol off": ["N", "Y", "Y"],
        },
    )
    assert fields(found)["Sale of alcohol on"] == "on_premises_alcohol_sale"
    assert fields(found)["Sale of alcohol off"] == "off_premises_alcohol_sale"


def test_column_when_vat_may_be_recoverable_then_it_is_not_irrecoverable(guessed):
    found = guessed(
        "spend",
        "spend.csv",
        {
            "Supplier": ["A Ltd", "B Ltd"],
            "Date": ["01/02/2021", "13/02/2021"],
            "Net": ["10.00", "20.00"],
            "VAT": ["2.00", "4.00"],
        },
    )
    assert fields(found)["VAT"] is None


def test_column_when_it_tells_whom_toilets_are_for_then_it_is_no_name(guessed):
    found = guessed(
        "public-toilets",
        "toilets.csv",
        {
            "Facilities For": ["Male", "Female", "Male and Female"],
            "Facility": ["Park", "Square", "Station"],
        },
    )
    assert fields(found) == {"Facilities For": "category", "Facility": "name"}


def test_positions_when_headings_end_in_e_and_n_then_metres_prove_the_grid(guessed):
    found = guessed(
        "grit-bins",
        "grit_bins.csv",
        {
            "Bin No": ["1", "2", "3"],
            "Grid Ref E": ["432023", "430538", "435963"],
            "Grid Ref N": ["338124", "334909", "333883"],
        },
    )
    (position,) = found.positions
    assert (position.x, position.y, position.crs) == ("Grid Ref E", "Grid Ref N", "EPSG:27700")


@pytest.mark.parametrize(
    ("cells", "crs"),
    [
        (["POINT (-1.49 52.94)", "POINT (-1.43 52.91)"], "EPSG:4326"),
        (["SRID=27700;POINT (432023 338124)", "POINT (430538 334909)"], "EPSG:27700"),
    ],
)
def test_positions_when_the_cells_are_points_then_the_draft_reads_both_coordinates(
    guessed, cells, crs
):
    found = guessed(
        "parking",
        "car_parks.json",
        {
            "id": ["1", "2"],
            "name": ["Bold Lane", "Station"],
            "spaces": ["10", "20"],
            "geometry": cells,
        },
    )
    (position,) = found.positions
    assert position.crs == crs
    draft = yaml.safe_load(as_crosswalk(found, PUBLISHER))["positions"][0]
    assert draft["x"]["steps"][0]["regex"]["group"] == "x"
    assert draft["y"]["steps"][0]["regex"]["group"] == "y"


def test_model_when_below_the_threshold_then_is_none_with_the_nearest(guessed):
    found = guessed(
        None,
        "x.csv",
        {"Area code": ["E05001800", "E05001801"], "Notes": ["a", "b"], "Other": ["c", "d"]},
    )
    assert found.model is None
    assert found.confidence < found.threshold


def test_workbook_when_the_table_is_on_another_sheet_then_that_one_is_proposed_and_said(tmp_path):
    path = Path(tmp_path) / "carparks.xlsx"
    sheets = {
        "Notes": [["Published by Anytown"], ["Contact the council"]],
        "Car parks": [
            ["Car park", "Total bays", "Blue badge bays", "Postcode"],
            ["Bold Lane", 10, 1, "DE1 2RX"],
            ["Station", 20, 2, "DE1 3NT"],
        ],
    }
    path.write_bytes(xlsx(sheets))
    result = CliRunner().invoke(
        command, [str(path), "--crosswalk-out", str(tmp_path / "draft.yaml")]
    )
    assert result.exit_code == 0, result.output
    assert "Car parks" in result.output
    assert yaml.safe_load((tmp_path / "draft.yaml").read_text())["source"] == {"sheet": "Car parks"}
    asked = CliRunner().invoke(command, [str(path), "--sheet", "Notes"])
    assert asked.exit_code == 1


def test_csv_when_guessed_then_no_sheet_is_named(tmp_path):
    path = Path(tmp_path) / "car_parks.csv"
    out = io.StringIO()
    csv.writer(out).writerows([["Car park", "Spaces", "Postcode"], ["Bold Lane", "10", "DE1 2RX"]])
    path.write_text(out.getvalue())
    result = CliRunner().invoke(command, [str(path), "--json"])
    assert '"sheet": ""' in result.output
