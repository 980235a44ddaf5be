"""The step in which a publisher says which column is what: nothing that was chosen gets lost."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from harmonise.ckan.test_harmonise_file_pages import Visit, draft_of, plain, users, visit

__all__ = ["plain", "users", "visit"]

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


def chosen(page: BeautifulSoup, id: str) -> str:
    """Return what a choice of the page stands at."""
    option = page.find(id=id).find("option", selected=True)
    return option["value"] if option else ""


def test_columns_when_a_position_lacks_its_system_then_nothing_of_it_is_lost(visit, plain, users):
    visit.post("model", begin="crosswalk:salford-parking")
    before = draft_of(plain, users["editor"])["positions"]
    change = {"position.1.x": "Name", "position.1.crs": "", "then": "go"}
    page = BeautifulSoup(visit.send("columns", **change).body, "html.parser")
    for shown in (page, visit.page("columns")):
        assert chosen(shown, "position.1.x") == "Name"
        assert chosen(shown, "position.1.y") == before[0]["y"]
        field = shown.find(id="position.1.crs")
        assert field["aria-invalid"] == "true"
        assert shown.find(id=field["aria-describedby"]).text == "Choose the coordinate system."
        assert shown.find(role="alert").find("a", href="#position.1.crs")
    assert draft_of(plain, users["editor"])["positions"] == before
    assert visit.send("columns", **{"position.1.crs": "EPSG:4326"}).status_code == 302
    assert draft_of(plain, users["editor"])["positions"][0]["x"] == "Name"
    assert visit.page("columns").find(attrs={"aria-invalid": True}) is None


def test_columns_when_a_setting_is_no_number_then_it_is_shown_as_typed_and_the_old_one_stays(
    visit, plain, users
):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.send("columns", **{"source-header_row": "1"})
    visit.send("columns", **{"source-header_row": "first"})
    page = visit.page("columns")
    assert page.find(id="source-header_row")["value"] == "first"
    assert page.find(id="source-header_row")["aria-invalid"] == "true"
    assert draft_of(plain, users["editor"])["source"]["header_row"] == 1


def test_columns_when_a_needed_field_has_no_column_then_its_choice_says_so(visit):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.send("columns", **{"source.name": ""})
    page = visit.page("columns")
    assert page.find(id="source.name").find("option").text == "Needed: choose a column"
    assert "Needed" in page.find("label", attrs={"for": "source.name"}).text
    assert "Needed: choose a column" in page.find(id="shown-name").text
