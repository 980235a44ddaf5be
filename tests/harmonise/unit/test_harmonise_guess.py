"""The first guess: what a person sees, and what it never does."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ckanext.civic.harmonise.crosswalks import Publisher, list_crosswalks, parse_crosswalk
from ckanext.civic.harmonise.errors import CrosswalkError
from ckanext.civic.harmonise.guess import Guess, as_crosswalk, guess
from ckanext.civic.harmonise.guess.console import guess as command
from ckanext.civic.harmonise.guess.dates import find_date_form
from ckanext.civic.harmonise.guess.headings import HeadingReader
from ckanext.civic.harmonise.guess.sample import MOST_ROWS, take_sample
from ckanext.civic.harmonise.models import list_models
from ckanext.civic.harmonise.pipeline import Names, harmonise
from ckanext.civic.harmonise.readers import Table

PUBLISHER = Publisher("Anytown Council", "https://data.example.org/id/organisation/anytown")
CAR_PARKS = """\
CAR_PARK_REF,Car Park,Type,No. of Spaces,Disabled Bays,Post Code,Longitude,Latitude,Contact Email
1,Station Car Park,Surface,210,12,DE1 2RX,436201,335611,ann.other@example.org
2,Bold Lane,Multi Storey,400,20,DE1 3NT,435061,336303,ann.other@example.org
3,Chapel Street,Multi Storey,340,16,DE1 3GU,435190,336711,jo.bloggs@example.org
4,Darley Park,Surface,60,n/a,DE22 1EN,435401,338211,jo.bloggs@example.org
"""


@pytest.fixture(scope="module")
def known():
    """Return the models and the crosswalks of every publisher."""
    return list_models(), list_crosswalks()


def table(text: str, name: str = "file.csv") -> Table:
    """Return CSV text as a reader gives it."""
    header, *rows = csv.reader(io.StringIO(text))
    return Table(name, tuple(header), lambda: iter(rows))


@pytest.fixture(scope="module")
def car_parks(known) -> Guess:
    return guess(table(CAR_PARKS, "car_parks.csv"), *known)


def column(found: Guess, name: str):
    """Return what is proposed for a column."""
    return next(one for one in found.columns if one.column == name)


def test_guess_when_headings_and_values_agree_then_names_model_fields_and_reasons(car_parks):
    assert car_parks.model == "parking"
    assert {one.column: one.field for one in car_parks.columns} == {
        "CAR_PARK_REF": "identifier",
        "Car Park": "name",
        "Type": "parking_type",
        "No. of Spaces": "spaces",
        "Disabled Bays": "disabled_spaces",
        "Post Code": "postcode",
        "Longitude": "easting",
        "Latitude": "northing",
        "Contact Email": None,
    }
    for one in car_parks.columns:
        assert one.reason.endswith(".")
        assert (one.confidence >= car_parks.threshold) == (one.field is not None)


def test_guess_when_degrees_columns_hold_metres_then_says_so_and_declares_the_grid(car_parks):
    (position,) = car_parks.positions
    assert (position.x, position.y, position.crs) == ("Longitude", "Latitude", "EPSG:27700")
    assert any("metres of the British National Grid" in note for note in car_parks.notes)


def test_guess_when_a_column_looks_personal_then_proposes_a_decision_and_shows_no_value(car_parks):
    email = column(car_parks, "Contact Email")
    assert email.ignore == "personal data, please decide"
    assert email.is_personal
    assert email.samples == ()
    assert "@" not in json.dumps(car_parks.as_dict())


def test_guess_when_a_placeholder_stands_for_nothing_then_it_is_declared_unknown(car_parks):
    assert column(car_parks, "Disabled Bays").reading["unknown"] == ["n/a"]


def test_guess_when_values_are_labels_then_each_has_its_code(car_parks):
    (codes,) = car_parks.codes
    assert {one.value: (one.code, one.match) for one in codes.values} == {
        "Surface": ("surface", "exact"),
        "Multi Storey": ("multi-storey", "exact"),
    }
    assert codes.coverage == 1


def test_guess_when_the_model_is_named_then_only_that_one_is_tried(known):
    found = guess(table(CAR_PARKS), *known, model="allotments")
    assert found.model == "allotments"


def test_guess_when_two_columns_are_swapped_then_values_decide_and_a_note_says_so(known):
    text = "Car park,Lat,Long\nA,-1.541,53.799\nB,-1.536,53.801\nC,-1.529,53.810\n"
    found = guess(table(text, "car_parks.csv"), *known, model="parking")
    assert (found.positions[0].x, found.positions[0].y) == ("Lat", "Long")
    assert any("the opposite" in note for note in found.notes)


def test_guess_when_one_cell_has_both_coordinates_then_both_are_taken_from_it(known):
    text = 'Car park,Position\nA,"53.799,-1.541"\nB,"53.801,-1.536"\n'
    found = guess(table(text, "car_parks.csv"), *known, model="parking")
    assert column(found, "Position").also == ("longitude",)
    assert found.positions[0].y_reading == {"steps": [{"split": {"by": ",", "part": 1}}]}


def test_guess_when_materials_are_ticked_columns_then_each_is_a_code(known):
    text = "Site,Postcode,Glass,Paper\nTesco,NG31 6HR,Y,\nHall,NG32 3PP,,Y\nGreen,NG23 5ES,Y,Y\n"
    found = guess(table(text, "recycling sites.csv"), *known)
    assert found.model == "recycling"
    assert column(found, "Glass").field == column(found, "Paper").field == "materials"
    assert "all_of" in as_crosswalk(found, PUBLISHER)


def test_guess_when_no_model_is_like_the_file_then_none_is_named(known):
    found = guess(table("Trap,Beetles,Weather\n1,12,dry\n2,9,wet\n"), *known)
    assert found.model is None
    assert all(one.field is None for one in found.columns)
    with pytest.raises(CrosswalkError):
        as_crosswalk(found, PUBLISHER)


def test_crosswalk_when_made_from_a_guess_then_the_file_harmonises_at_once(car_parks, tmp_path):
    crosswalk = parse_crosswalk(as_crosswalk(car_parks, PUBLISHER), "guessed")
    source = tmp_path / "car_parks.csv"
    source.write_text(CAR_PARKS, encoding="utf-8")
    names = Names("https://anytown.example", "https://hub.example", "anytown", "parking")
    report = harmonise(source, crosswalk, names, tmp_path / "out")
    assert (report.rows_in, report.resources_out) == (4, 4)
    assert {*crosswalk.columns, *crosswalk.accounted} == {o.column for o in car_parks.columns}


def test_crosswalk_when_a_required_field_has_no_column_then_a_comment_names_it(known):
    text = (
        "Grant ID,Title,Recipient,Amount\nG1,Youth club,Estate Youth,£12.00\nG2,Lunch,Elders,£4\n"
    )
    made = as_crosswalk(guess(table(text, "grants.csv"), *known, model="grants"), PUBLISHER)
    assert "# REQUIRED, and no column is sure to be it: award_date" in made
    with pytest.raises(CrosswalkError):
        parse_crosswalk(made)


def test_command_when_given_a_file_then_prints_json_and_writes_the_crosswalk(tmp_path):
    source, out = tmp_path / "car_parks.csv", tmp_path / "guessed.yaml"
    source.write_text(CAR_PARKS, encoding="utf-8")
    arguments = [str(source), "--json", "--crosswalk-out", str(out), "--council", "Salford"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert {"model", "confidence", "columns", "codes"} <= set(found)
    assert {"column", "field", "confidence", "reason"} <= set(found["columns"][0])
    assert parse_crosswalk(out.read_text(encoding="utf-8")).publisher.name.startswith("Salford")


def test_command_when_no_model_is_sure_then_exit_status_is_1_and_2_for_no_table(tmp_path):
    unlike, empty = tmp_path / "beetles.csv", tmp_path / "empty.csv"
    unlike.write_text("Trap,Beetles\n1,12\n2,9\n", encoding="utf-8")
    empty.write_bytes(b"")
    assert CliRunner().invoke(command, [str(unlike)]).exit_code == 1
    assert CliRunner().invoke(command, [str(empty)]).exit_code == 2


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("LAMP_WATTS", ("lamp", "watt")),
        ("EVChargePoints", ("electric", "point")),
        ("No. of Spaces", ("space",)),
        ("STREET_NAM", ("street", "name")),
        ("postCode", ("postcode",)),
        ("Postocode", ("postcode",)),
        ("WARDNAME", ("ward", "name")),
        ("Amount (Â£)", ("amount",)),
        ("Name(2014)", ("name",)),
        ("DATEAPVAL", ("valid", "date")),
        ("X Coord", ("x",)),
    ],
)
def test_heading_when_read_then_its_dress_does_not_count(heading, words):
    assert HeadingReader(["lamp watts", "space", "ward"]).read(heading).words == words


@pytest.mark.parametrize("heading", ["Column 1", "Field12", "(column 3)", "F7", "Unnamed: 4"])
def test_heading_when_it_only_counts_columns_then_is_useless(heading):
    assert HeadingReader().read(heading).is_useless


def test_dates_when_one_form_reads_all_then_ambiguous_ones_are_counted():
    form = find_date_form({"03/04/2020": 2, "25/12/2020": 1, "05/05/2020": 1})
    assert form is not None
    assert (form.format, form.share, form.ambiguous) == ("%d/%m/%Y", 1, 2)


def test_dates_when_months_then_no_day_is_invented():
    form = find_date_form({"Sep 2014": 3, "May 2014": 1})
    assert form is not None
    assert form.is_month


def test_sample_when_the_file_is_long_then_rows_are_spread_and_bounded():
    long = Table("long.csv", ("n",), lambda: ([str(n)] for n in range(40_000)))
    sample = take_sample(long)
    assert MOST_ROWS / 2 <= len(sample.rows) <= MOST_ROWS
    assert int(sample.rows[-1][0]) > 35_000
    assert not sample.is_whole


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(CELLS, min_size=1, max_size=4, unique_by=str.casefold),
    st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=6),
)
def test_guess_when_the_table_is_anything_then_answers_and_its_crosswalk_is_yaml(header, rows):
    header = [one.strip() or f"(column {i})" for i, one in enumerate(header, 1)]
    cells = [row[: len(header)] for row in rows]
    anything = Table("any.csv", tuple(header), lambda: iter(cells))
    found = guess(anything, MODELS, (), model="parking")
    json.dumps(found.as_dict())
    fields = [one.field for one in found.columns if one.field and not one.tick]
    assert len(set(fields)) == len(fields) or "address" in fields
    try:
        parse_crosswalk(as_crosswalk(found, PUBLISHER))
    except CrosswalkError as error:
        assert "valid YAML" not in str(error)


MODELS = list_models()
