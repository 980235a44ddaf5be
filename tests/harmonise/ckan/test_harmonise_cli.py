"""The commands ``ckan civic-harmonise …``."""

from __future__ import annotations

import json

import pytest
import yaml
from click.testing import CliRunner
from harmonise.car_parks import CAR_PARKS

import factories
from ckanext.civic.harmonise.cli import civic_harmonise

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


def command(*arguments):
    return CliRunner().invoke(civic_harmonise, list(arguments))


@pytest.fixture
def own(tmp_path):
    """A crosswalk of the product under an id of the council's own, as a file."""
    path = tmp_path / "own.yaml"
    assert command("crosswalk", "export", "salford-parking", str(path)).exit_code == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: salford-parking", "id: our-parking"), encoding="utf-8")
    return path


def test_run_when_a_file_is_ready_then_it_says_what_was_published(source, outputs):
    result = command("run", source["id"])
    assert result.exit_code == 0 and "things out" in result.output
    assert result.output.endswith("published\n") and outputs()
    assert command("run", "--all").output.endswith("nothing to change\n")


def test_run_when_there_is_no_such_file_then_the_exit_status_is_1(package):
    result = command("run", "nowhere")
    assert result.exit_code == 1 and "there is no such resource" in result.output
    assert command("run").exit_code == 2


def test_models_when_listed_then_each_has_id_version_and_title():
    lines = command("models").output.splitlines()
    assert any(line.startswith("parking  ") for line in lines)


def test_guess_when_a_file_was_uploaded_then_its_model_is_printed(source):
    result = command("guess", source["id"])
    assert json.loads(result.output)["model"] == "parking"
    chosen = command("guess", source["id"], "--model", "allotments")
    assert json.loads(chosen.output)["model"] == "allotments"


def test_check_when_a_file_can_be_published_then_the_exit_status_is_0(source, dataset):
    result = command("check", source["id"])
    assert (result.exit_code, json.loads(result.output)["ok"]) == (0, True)
    assert len(dataset()["resources"]) == 1


def test_check_when_the_crosswalk_is_of_another_file_then_the_exit_status_is_1(source):
    result = command("check", source["id"], "--crosswalk", "manchester-grit-bins")
    assert result.exit_code == 1 and "column Situated at: The column" in result.output


def test_check_when_the_crosswalk_is_a_file_then_it_is_used(source, own):
    result = command("check", source["id"], "--crosswalk", str(own))
    assert (result.exit_code, json.loads(result.output)["ok"]) == (0, True)


def test_report_when_a_file_was_run_then_it_is_printed_in_either_form(source):
    assert "never run" in command("report", source["id"]).output
    command("run", source["id"])
    assert json.loads(command("report", source["id"]).output)["ok"] is True
    table = command("report", source["id"], "--format", "csv").output
    assert table.startswith("result,check,")


def test_crosswalk_when_saved_then_it_is_listed_shown_and_has_a_history(source, own, package):
    saved = command("crosswalk", "save", source["id"], str(own), "--note", "The first")
    assert (saved.exit_code, saved.output) == (0, "our-parking version 1\n")
    listed = command("crosswalk", "list", "--dataset", package["name"]).output
    assert listed.startswith("our-parking  1  parking  ")
    assert "our-parking" not in command("crosswalk", "list").output
    shown = command("crosswalk", "show", "our-parking", "--version", "1").output
    assert yaml.safe_load(shown)["id"] == "our-parking"
    history = command("crosswalk", "history", "our-parking").output
    assert history.startswith("1  ") and history.endswith("The first\n")


def test_crosswalk_when_it_is_no_crosswalk_then_one_line_says_why(source, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("id: broken\n", encoding="utf-8")
    result = command("crosswalk", "save", source["id"], str(path))
    assert result.exit_code == 1 and result.output.startswith("Error: ")
    assert command("crosswalk", "show", "nowhere").exit_code == 1


def test_file_when_it_has_no_crosswalk_then_the_check_says_so(package, clean_queues):
    plain = factories.uploaded_csv(package, CAR_PARKS)
    result = command("check", plain["id"])
    assert result.exit_code == 1
    assert "does not say which crosswalk reads it" in result.output
    assert "Known" not in result.output
