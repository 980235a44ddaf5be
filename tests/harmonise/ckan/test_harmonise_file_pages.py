"""The steps in which a publisher says how a file is read, without a script."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from ckan.plugins import toolkit as tk
from harmonise.car_parks import CAR_PARKS, CHURCH_STREET, HEADER
from harmonise.file_steps import Visit, draft_of

import factories
from ckanext.civic.harmonise.model import CrosswalkDraft

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


PATHS = ("", "model", "columns", "codes", "preview", "checks", "save", "history", "runs", "gone")


def test_steps_when_opened_by_each_role_then_only_who_may_edit_sees_them(
    app, package, plain, users
):
    for role, user in users.items():
        statuses = {Visit(app, package, plain, user).get(path).status_code for path in PATHS}
        assert statuses == ({200} if role in ("editor", "admin", "sysadmin") else {403}), role


def test_steps_when_posted_by_who_may_not_edit_then_nothing_is_stored(app, package, plain, users):
    for role in ("anonymous", "outsider", "member"):
        visit = Visit(app, package, plain, users[role])
        for path in ("model", "columns", "codes", "checks", "save", "upload", "discard", "gone"):
            assert visit.post(path, begin="model:parking").status_code == 403, (role, path)
    from ckan import model

    assert model.Session.query(CrosswalkDraft).count() == 0


def test_model_when_opened_then_a_fitting_crosswalk_is_offered_and_every_model_explained(visit):
    page = visit.page("model")
    assert page.find("input", checked=True)["value"] == "crosswalk:salford-parking"
    models = [one["value"] for one in page.find_all("input", attrs={"name": "begin"})]
    assert {"model:parking", "model:streetlights", "model:spend"} <= set(models)
    parking = page.find("input", value="model:parking")
    assert page.find(id=parking["aria-describedby"]).text.strip()


def test_columns_when_a_model_was_chosen_then_show_matches_with_samples_and_reasons(visit):
    assert visit.post("model", begin="model:parking").headers["Location"].endswith("/columns")
    page = visit.page("columns")
    chosen = page.find(id="source.name").find("option", selected=True)
    assert chosen["value"] == "Name"
    shown = page.find(id="shown-name").text
    assert ("Blackfriars Street" in shown and "Likely" in shown) or "likely" in shown
    assert page.find("label", attrs={"for": "source.name"})


def test_columns_when_a_match_is_changed_then_the_draft_says_so_and_keeps_the_rest(
    visit, plain, users
):
    visit.post("model", begin="crosswalk:salford-parking")
    before = draft_of(plain, users["editor"])
    visit.send("columns", **{"source.location": "Address"})
    after = draft_of(plain, users["editor"])
    assert after["fields"]["location"] == "Address"
    assert after["fields"]["charging"] == before["fields"]["charging"]
    assert after["area"] == before["area"]


def test_columns_when_a_field_is_an_expression_then_saving_the_form_leaves_it_alone(
    visit, plain, users
):
    visit.post("model", begin="crosswalk:salford-parking")
    text = "columns: [Address, Postcode]\njoin: ', '"
    assert visit.post("fields/address", expression=text).status_code == 302
    visit.send("columns", **{"source.location": ""})
    fields = draft_of(plain, users["editor"])["fields"]
    assert fields["address"] == {"columns": ["Address", "Postcode"], "join": ", "}
    assert "location" not in fields


def test_expression_when_it_is_wrong_then_nothing_is_stored_and_the_page_says_why(
    visit, plain, users
):
    visit.post("model", begin="crosswalk:salford-parking")
    before = draft_of(plain, users["editor"])
    answer = visit.post("fields/address", expression="column: Adress")
    assert "The file has no column “Adress”" in answer.body
    assert draft_of(plain, users["editor"]) == before


def test_columns_when_what_is_needed_is_missing_then_the_page_leads_to_it(visit):
    visit.post("model", begin="crosswalk:salford-parking")
    answer = visit.send("columns", **{"source.name": ""})
    page = BeautifulSoup(answer.body, "html.parser")
    assert page.title.text.strip().startswith("Error: ")
    assert page.find(role="alert").find("a", href="#source.name")


def test_columns_when_a_reason_is_given_then_the_column_is_ignored_for_it(
    app, package, users, clean_queues
):
    text = HEADER.replace("Postcode", "Postcode,Colour").replace("\n", "\n") + (
        "A,Free,Council,http://salford.example/1,City,1 High Street,M3 5AL,blue,53.48,-2.25\n"
    )
    file = factories.uploaded_csv(package, text, "more.csv")
    visit = Visit(app, package, file, users["editor"])
    visit.post("model", begin="crosswalk:salford-parking")
    index = text.splitlines()[0].split(",").index("Colour")
    visit.send("columns", **{f"ignore.{index}": "of no use to others"})
    assert draft_of(file, users["editor"])["ignore"] == {"Colour": "of no use to others"}


def test_codes_when_a_word_gets_another_code_then_coverage_and_draft_follow(visit, plain, users):
    visit.post("model", begin="crosswalk:salford-parking")
    page = visit.page("codes")
    rows = {row.th.text: row.find("select") for row in page.select("table tbody tr")}
    assert rows["Free"].find("option", selected=True)["value"] == "free"
    visit.send("codes", **{rows["Free"]["name"]: ""})
    assert "50.0 % of the rows" in visit.page("codes").text
    assert "free" not in draft_of(plain, users["editor"])["fields"]["charging"]["codes"]


def test_preview_when_opened_then_shows_rows_a_map_in_words_and_linked_data(visit):
    visit.post("model", begin="crosswalk:salford-parking")
    page = visit.page("preview")
    assert "Blackfriars Street" in page.select_one("table tbody").text
    assert page.find("svg")["aria-labelledby"] == "map-words"
    assert "2 of 2 positions" in page.find(id="map-words").text
    turtle = page.select_one("details pre").text
    assert "/id/salford/parking/blackfriars-street>" in turtle


def test_checks_when_run_then_passed_come_first_and_the_report_can_be_downloaded(visit):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("checks")
    page = visit.page("checks")
    text = page.select_one("[data-civic]").text
    assert "This file can be published" in text
    assert visit.get("checks/report.json").json["rows_in"] == 2
    assert visit.get("checks/report.csv").body.startswith("result,check,")
    assert visit.get("checks/..%2f..%2fprofile.json").status_code == 404


def test_checks_when_rows_fail_then_their_list_is_private(app, package, users, clean_queues):
    text = CAR_PARKS + CHURCH_STREET
    file = factories.uploaded_csv(package, text, "twice.csv")
    visit = Visit(app, package, file, users["editor"])
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("checks")
    page = visit.page("checks")
    assert "Must fix" in page.text
    name = page.find("a", href=lambda to: to and to.endswith(".quarantine.csv"))["href"]
    answer = app.get(name, headers=visit.headers)
    assert "Church Street" in answer.body and "no-store" in answer.headers["Cache-Control"]
    for role in ("anonymous", "outsider", "member"):
        headers = Visit(app, package, file, users[role]).headers
        assert app.get(name, headers=headers).status_code == 403


def test_checks_when_the_file_is_large_then_a_job_does_it_and_the_page_says_so(visit, monkeypatch):
    from ckanext.civic.harmonise.jobs import check_file
    from ckanext.civic.harmonise.logic import dry_run

    monkeypatch.setattr(dry_run, "CHECKED_AT_ONCE_BYTES", 10)
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("checks")
    status = visit.page("checks").find(role="status")
    assert "Waiting" in status.text and status.find("a")
    job = next(one for one in tk.get_job_queue().jobs if one.func_name.endswith("check_file"))
    check_file(**job.kwargs)
    assert "This file can be published" in visit.page("checks").text


def test_upload_when_the_file_is_a_crosswalk_then_work_goes_on_with_it(visit, plain, users):
    import io

    visit.post("model", begin="crosswalk:salford-parking")
    text = visit.get("crosswalk.yaml").body.replace("location: Location", "location: Address")
    visit.post("upload", crosswalk=(io.BytesIO(f"# ours\n{text}".encode()), "c.yaml"))
    assert draft_of(plain, users["editor"])["fields"]["location"] == "Address"
    assert visit.get("crosswalk.yaml").body.startswith("# ours")


@pytest.mark.parametrize(
    "text", ["", "model: [", "model: ../../../etc/passwd\nid: x", "\xff\xfe", "- 1"]
)
def test_upload_when_the_file_is_none_then_the_page_says_so_and_the_draft_stays(
    visit, plain, users, text
):
    import io

    visit.post("model", begin="crosswalk:salford-parking")
    before = draft_of(plain, users["editor"])
    answer = visit.post("upload", crosswalk=(io.BytesIO(text.encode("latin-1")), "c.yaml"))
    assert BeautifulSoup(answer.body, "html.parser").find(role="alert")
    assert draft_of(plain, users["editor"]) == before


def test_page_when_the_file_cannot_be_read_then_it_says_what_to_do(
    app, package, users, clean_queues
):
    file = factories.uploaded_csv(package, "a,A\n1,2\n", "twice.csv")
    answer = Visit(app, package, file, users["editor"]).get("model")
    assert answer.status_code == 200
    assert "Give every column a heading of its own" in answer.body


def test_columns_when_it_is_said_where_the_headings_are_then_the_file_is_read_from_there(
    app, package, users, clean_queues
):
    file = factories.uploaded_csv(package, f"Car parks of the city\n{CAR_PARKS}", "titled.csv")
    visit = Visit(app, package, file, users["editor"])
    visit.post("model", begin="model:parking")
    answer = visit.send("columns", **{"source-header_row": "2"})
    assert answer.headers["Location"].endswith("/columns")
    assert draft_of(file, users["editor"])["source"] == {"header_row": 2}
    options = visit.page("columns").find(id="source.name").find_all("option")
    assert "Operator" in [one["value"] for one in options]
    answer = visit.send("columns", **{"source-header_row": "two"})
    assert "write a number from 1" in answer.body
