"""``civic harmonise`` as people and scripts call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from harmonise.small_councils import PARKING_HEADER, car_park

from ckanext.civic.console import civic

GOOD = PARKING_HEADER + car_park("Church Street")


@pytest.fixture
def call(tmp_path: Path):
    """Return a function that writes a file and harmonises it with arguments."""

    def run(text: str, *arguments: str) -> Result:
        source = tmp_path / "parking.csv"
        source.write_text(text)
        out = str(tmp_path / "out")
        command = ["harmonise", str(source), "--model", "parking", "-o", out, *arguments]
        return CliRunner().invoke(civic, command)

    return run


def test_harmonise_when_json_is_asked_for_then_prints_the_report(call):
    done = call(GOOD, "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {"rows_in", "resources_out", "dropped", "checks"} <= set(report)
    assert (report["rows_in"], report["resources_out"], report["dropped"]) == (1, 1, [])


def test_harmonise_when_no_crosswalk_is_named_then_takes_the_one_whose_columns_fit(call):
    assert json.loads(call(GOOD, "--json").stdout)["crosswalk"] == "salford-parking"


def test_harmonise_when_a_check_finds_an_error_then_exit_status_is_1(call, tmp_path):
    done = call(GOOD + "one cell\n")
    assert done.exit_code == 1
    assert "ragged_rows" in done.stdout
    assert (tmp_path / "out" / "parking.quarantine.csv").exists()


@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        ("a,b\n1,2\n", [], "No crosswalk"),
        (GOOD, ["--crosswalk", "salford-streetlights"], "not “parking”"),
        (GOOD, ["--crosswalk", "none"], "no crosswalk “none”"),
        (GOOD.replace("Postcode", "Zip"), ["--crosswalk", "salford-parking"], "Postcode"),
        ("", [], "empty"),
        (GOOD, ["--uri-base", "nowhere"], "address"),
    ],
)
def test_harmonise_when_it_cannot_then_exit_status_is_2_and_nothing_is_written(
    call, tmp_path, text, arguments, words
):
    done = call(text, "--json", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert words in json.loads(done.stdout)["error"]["message"]
    assert not (tmp_path / "out").exists()


def test_harmonise_when_the_output_folder_is_new_and_it_fails_then_no_folder_is_left(
    call, tmp_path
):
    broken = GOOD + car_park("Church-Street")
    done = call(broken, "--crosswalk", "salford-parking", "-o", str(tmp_path / "new" / "x"))
    assert done.exit_code == 2
    assert not (tmp_path / "new").exists()
