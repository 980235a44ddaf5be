"""The step in which a publisher says which column is what: nothing that was chosen gets lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag
from harmonise.car_parks import CAR_PARKS, CHURCH_STREET
from harmonise.file_steps import Visit, draft_of

import factories

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


def found(page: BeautifulSoup, id: str) -> Tag:
    """Return the element of a page that has the id."""
    element = page.find(id=id)
    assert isinstance(element, Tag), id
    return element


def chosen(page: BeautifulSoup, id: str) -> str:
    """Return what a choice of the page stands at."""
    option = found(page, id).find("option", selected=True)
    return str(option["value"]) if isinstance(option, Tag) else ""


def test_columns_when_a_position_lacks_its_system_then_nothing_of_it_is_lost(visit, plain, users):
    visit.post("model", begin="crosswalk:salford-parking")
    before = draft_of(plain, users["editor"])["positions"]
    change = {"position.1.x": "Name", "position.1.crs": "", "then": "go"}
    page = BeautifulSoup(visit.send("columns", **change).body, "html.parser")
    for shown in (page, visit.page("columns")):
        assert chosen(shown, "position.1.x") == "Name"
        assert chosen(shown, "position.1.y") == before[0]["y"]
        field = found(shown, "position.1.crs")
        assert field["aria-invalid"] == "true"
        assert found(shown, str(field["aria-describedby"])).text == "Choose the coordinate system."
        assert shown.select_one("[role=alert] a[href='#position.1.crs']")
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
    assert found(page, "source-header_row")["value"] == "first"
    assert found(page, "source-header_row")["aria-invalid"] == "true"
    assert draft_of(plain, users["editor"])["source"]["header_row"] == 1


def test_columns_when_a_needed_field_has_no_column_then_its_choice_says_so(visit):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.send("columns", **{"source.name": ""})
    page = visit.page("columns")
    assert found(page, "source.name").select("option")[0].text == "Needed: choose a column"
    assert "Needed" in page.select("label[for='source.name']")[0].text
    assert "Needed: choose a column" in found(page, "shown-name").text


ALLOTMENTS = (
    "Ref.,Site / Garden,Where is it?,Post Code,Ward,Contact / Sec.,Easting,Northing\n"
    "AL001,Bark Street,3 Bark Street,M5 1AB,Kersal,Mr J Smith,379000,399500\n"
    "AL002,St Mary,4 St Mary,M6 2AB,Claremont,Mrs A Jones,379150,399620\n"
    "AL003,Higher Fold,5 Higher Fold,M7 3AB,Kersal,Mr B Brown,379300,399740\n"
)


@pytest.fixture
def allotments(app, package, users, clean_queues):
    file = factories.uploaded_csv(package, ALLOTMENTS, "allotments.csv")
    visit = Visit(app, package, file, users["editor"])
    visit.post("model", begin="model:allotments")
    return visit


def test_columns_when_nobody_is_sure_of_a_needed_field_then_it_is_left_open(allotments):
    page = allotments.page("columns")
    assert chosen(page, "source.identifier") == "Ref."
    assert chosen(page, "source.name") == ""
    assert "Needed: choose a column" in found(page, "shown-name").text


def test_columns_when_one_looks_personal_then_a_person_must_say_that_it_is_left_out(allotments):
    undecided = {"source.name": "Site / Garden", "personal.5": ""}
    page = BeautifulSoup(allotments.send("columns", **undecided).body, "html.parser")
    assert found(page, "ignore.5")["value"] == ""
    assert found(page, "ignore.5")["aria-invalid"] == "true"
    assert "“Contact / Sec.” looks like personal data" in found(page, "error-ignore.5").text
    answer = allotments.post("save", then="keep")
    assert "“Contact / Sec.” looks like personal data" in answer.body
    assert allotments.send("columns", **{"personal.5": "yes"}).status_code == 302
    assert found(allotments.page("columns"), "ignore.5")["value"] == "personal data"
    assert allotments.post("save", then="keep").status_code == 302


def test_preview_when_latitude_and_longitude_are_exchanged_then_it_says_so(visit):
    visit.post("model", begin="crosswalk:salford-parking")
    now = visit.page("columns")
    x, y = chosen(now, "position.1.x"), chosen(now, "position.1.y")
    visit.send("columns", **{"position.1.x": y, "position.1.y": x})
    page = visit.page("preview")
    assert "2 of 2 rows have no position" in found(page, "unplaced").text
    warned = " ".join(one.text for one in page.select(".alert-warning"))
    assert "exchanged" in warned, warned


def test_codes_when_opened_then_no_two_regions_have_one_name(visit):
    visit.post("model", begin="crosswalk:salford-parking")
    regions = visit.page("codes").select("[data-civic] section, [data-civic] [role=region]")
    names = [one.get("aria-label") or one.get("aria-labelledby") for one in regions]
    assert len(names) > 1
    assert len(names) == len(set(names))


def test_checks_when_something_is_found_then_no_level_of_headings_is_left_out(
    app, package, users, clean_queues
):
    file = factories.uploaded_csv(package, CAR_PARKS + CHURCH_STREET, "twice.csv")
    visit = Visit(app, package, file, users["editor"])
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("checks")
    page = visit.page("checks")
    levels = [int(one.name[1]) for one in page.select("[data-civic] :is(h1, h2, h3, h4)")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(levels) > 2


def test_columns_when_one_reason_is_for_all_that_are_left_then_personal_ones_stay_open(
    allotments, users
):
    changes = {"source.location": "", "source.ward": "", "source.name": "Site / Garden"}
    allotments.send("columns", **changes, **{"personal.5": ""})
    changes = {"ignore.rest": " not  needed ", "ignore.4": "of our own", "personal.5": ""}
    allotments.send("columns", **changes)
    page = allotments.page("columns")
    reasons = {id: found(page, f"ignore.{id}")["value"] for id in (2, 4, 5)}
    assert reasons == {2: "not needed", 4: "of our own", 5: ""}


def test_columns_when_dates_are_written_in_two_ways_then_the_form_takes_both(
    app, package, users, clean_queues
):
    text = "Ref,Supplier,Amount,Paid\n" + "".join(
        f"T{n},Firm {n},{n}.50,{day}\n"
        for n, day in enumerate(("13/09/2014", "14/09/2014", "15/09/2014", "2014-10-16"), 1)
    )
    file = factories.uploaded_csv(package, text, "spend.csv")
    visit = Visit(app, package, file, users["editor"])
    visit.post("model", begin="model:spend")
    visit.send("columns", **{"source.payment_date": "Paid"})
    visit.send("columns", **{"format.payment_date": "%d/%m/%Y"})
    assert visit.page("columns").find(id="format.payment_date.second") is not None
    visit.send("columns", **{"format.payment_date.second": "%Y-%m-%d"})
    assert chosen(visit.page("columns"), "format.payment_date") == "%d/%m/%Y"
    assert chosen(visit.page("columns"), "format.payment_date.second") == "%Y-%m-%d"
