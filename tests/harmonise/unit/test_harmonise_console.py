"""``civic harmonise`` as people and scripts call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from harmonise.small_councils import PARKING_HEADER, car_park

from ckanext.civic.console import civic

BENCHES = """
id: benches
version: 1.0.0
title: Benches
description: Places to sit.
class: Bench
label: "Bench {identifier}"
key: [identifier]
fields:
  identifier: {title: Number, datatype: string, required: true}
  material: {title: Material, datatype: code, list: materials}
lists:
  materials:
    title: Materials
    open: true
    codes: {wood: {label: Wood}, metal: {label: Metal}}
"""
BURY_BENCHES = """
id: bury-benches
model: benches
title: Benches of Bury
publisher: {name: Bury, uri: "https://bury.example/council"}
valid_from: 2014-01-01
fields:
  identifier: No
  material: Material
"""
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


@pytest.mark.parametrize(
    ("text", "check", "column"),
    [
        (GOOD.replace("Postcode", "Zip"), "missing_column", "Postcode"),
        (GOOD.replace("URL,", "name,"), "duplicate_headers", "Name"),
    ],
)
def test_harmonise_when_a_header_is_refused_then_the_json_has_the_check(call, text, check, column):
    done = call(text, "--json", "--crosswalk", "salford-parking")
    told = json.loads(done.stdout)
    (found,) = told["checks"]
    assert (done.exit_code, told["ok"]) == (2, False)
    assert (found["id"], found["severity"], found["rows"], found["column"]) == (
        check, "error", [], column,
    )  # fmt: skip
    assert found["message"].startswith(told["error"]["message"])
    assert found["blocks"]


def test_harmonise_when_no_check_looks_for_the_fault_then_the_json_has_none(call):
    assert json.loads(call("", "--json").stdout)["checks"] == []


def test_harmonise_when_the_output_folder_is_new_and_it_fails_then_no_folder_is_left(
    call, tmp_path
):
    broken = GOOD + car_park("Church-Street")
    done = call(broken, "--crosswalk", "salford-parking", "-o", str(tmp_path / "new" / "x"))
    assert done.exit_code == 2
    assert not (tmp_path / "new").exists()


def test_harmonise_when_no_crosswalk_fits_then_names_the_nearest_and_how_it_differs(call):
    done = call(GOOD.replace("Postcode", "Post code").replace("URL,", "Web site,"))
    assert done.exit_code == 2
    for words in ("“salford-parking”", "“Postcode” probably renamed “Post code”", "civic guess"):
        assert words in done.stderr


def test_harmonise_when_things_of_the_last_release_are_gone_then_says_so(call, tmp_path):
    call(GOOD + car_park("King's Road"))
    last = tmp_path / "last.csv"
    last.write_bytes((tmp_path / "out" / "parking.csv").read_bytes())
    done = call(GOOD, "--previous", str(last), "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 1
    assert "things_gone" in {found["id"] for found in report["checks"]}


def test_harmonise_when_why_things_are_gone_is_given_without_the_last_release_then_refuses(
    call, tmp_path
):
    gone = tmp_path / "gone.yaml"
    gone.write_text("things: {}\n")
    done = call(GOOD, "--gone", str(gone))
    assert done.exit_code == 2
    assert "--previous" in done.stderr


def test_harmonise_when_changes_are_asked_for_then_lists_them(call, tmp_path):
    done = call(GOOD, "--changes")
    assert done.exit_code == 0
    assert "Pay and Display,pay-and-display" in (tmp_path / "out/parking.changes.csv").read_text()


@pytest.mark.parametrize("day", ["2013-12-31", "2014-06-01"])
def test_harmonise_when_a_folder_has_own_models_and_crosswalks_then_takes_them(tmp_path, day):
    """What a new user writes: a model, a crosswalk, and no Python."""
    (tmp_path / "own" / "models").mkdir(parents=True)
    (tmp_path / "own" / "crosswalks").mkdir()
    (tmp_path / "own" / "models" / "benches.yaml").write_text(BENCHES)
    (tmp_path / "own" / "crosswalks" / "bury-benches.yaml").write_text(BURY_BENCHES)
    source = tmp_path / "benches.csv"
    source.write_text("No,Material\n1,Wood\n2,Bog oak\n")
    out = tmp_path / "out"
    command = ["harmonise", str(source), "--model", "benches", "--models", str(tmp_path / "own")]
    done = CliRunner().invoke(civic, [*command, "-o", str(out), "--day", day, "--json"])
    if day < "2014":
        assert done.exit_code == 2
        return
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert (report["crosswalk"], report["resources_out"]) == ("bury-benches", 2)
    assert "<https://data.example.org/def/bury/benches/materials/bog-oak>" in (
        out / "benches.nq"
    ).read_text(encoding="utf-8")


def test_harmonise_when_a_crosswalk_is_not_called_after_its_council_then_the_registry_names_it(
    call, tmp_path
):
    crosswalk = tmp_path / "new-layout-for-2026.yaml"
    crosswalk.write_text(
        "id: new-layout-for-2026\nmodel: benches\ntitle: Benches of Bury\n"
        'publisher: {name: Bury MBC, uri: "https://www.bury.gov.uk"}\n'
        "fields: {identifier: Ref, material: Material}\n"
    )
    (tmp_path / "benches.yaml").write_text(BENCHES)
    done = call(
        "Ref,Material\n1,Wood\n",
        *("--model", str(tmp_path / "benches.yaml"), "--crosswalk", str(crosswalk)),
    )
    assert done.exit_code == 0, done.output
    assert "/id/bury/benches/1>" in (tmp_path / "out" / "parking.nq").read_text()
