"""What a publisher saved: its versions, the next file of its kind, and what the pages say then."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from ckan.plugins import toolkit as tk
from harmonise.car_parks import CAR_PARKS
from harmonise.file_steps import Visit, draft_of

import factories
from ckanext.civic.harmonise.model import SavedCrosswalk

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


def test_save_when_pressed_then_there_is_a_version_with_who_and_when(visit, plain, users, dataset):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("save", note="the first", then="publish")
    saved = SavedCrosswalk.newest("salford-parking-2")
    assert (saved.version, saved.note, saved.model) == (1, "the first", "parking")
    assert dataset()["resources"][0]["civic_crosswalk"] == "salford-parking-2"
    assert any(one.kwargs["resource_id"] == plain["id"] for one in tk.get_job_queue().jobs)
    text = visit.page().text
    assert "version 1" in text and "the first" in text


def test_history_when_a_version_is_used_again_then_it_is_the_newest_and_nothing_is_lost(visit):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("save", then="publish")
    visit.post("model", begin="crosswalk:salford-parking-2")
    visit.send("columns", **{"source.location": ""})
    visit.post("save", note="without location", then="keep")
    page = visit.page("history?version=2")
    assert [one.text for one in page.find_all("del")] == ["removed: −   location: Location"]
    visit.post("history/1/again")
    versions = SavedCrosswalk.history("salford-parking-2")
    assert [one.version for one in versions] == [3, 2, 1]
    assert versions[0].content == versions[2].content
    assert visit.get("history/2.yaml").body == versions[1].content


def test_save_when_somebody_else_saved_in_the_meantime_then_their_work_stays(
    app, visit, plain, package, users
):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("save", then="publish")
    other = Visit(app, package, plain, users["admin"])
    for one, field in ((visit, "source.location"), (other, "source.operator")):
        one.post("model", begin="crosswalk:salford-parking-2")
        one.send("columns", **{field: ""})
    other.post("save", then="keep")
    answer = visit.post("save", then="keep")
    assert "was saved in the meantime" in answer.body
    assert SavedCrosswalk.newest("salford-parking-2").version == 2


def test_model_when_the_next_file_has_other_headings_then_differences_are_shown_and_followed(
    app, visit, package, users, clean_queues
):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("save", then="keep")
    text = CAR_PARKS.replace("Operator,URL", "Operator,Web page URL").replace("Location", "Zone", 1)
    file = factories.uploaded_csv(package, text, "next.csv")
    following = Visit(app, package, file, users["editor"])
    shown = following.page("model").select_one("fieldset").text
    assert "Probably renamed: “URL” is now “Web page URL”" in shown
    assert "Gone: “Location”" in shown and "New: “Zone”" in shown
    following.post("model", begin="crosswalk:salford-parking-2")
    draft = draft_of(file, users["editor"])
    assert draft["fields"]["information_page"] == "Web page URL"
    assert "location" not in draft["fields"]
    assert draft["id"] == "salford-parking-3"


def other_file(package, name: str, text: str = CAR_PARKS) -> dict[str, Any]:
    return factories.uploaded_csv(package, text, name)


def test_save_when_a_file_of_the_same_kind_was_saved_meanwhile_then_equal_work_is_shared(
    app, visit, package, users, dataset, clean_queues
):
    second = Visit(app, package, other_file(package, "second.csv"), users["editor"])
    for one in (visit, second):
        one.post("model", begin="crosswalk:salford-parking")
    assert visit.post("save", then="keep").status_code == 302
    assert second.post("save", then="keep").status_code == 302
    assert SavedCrosswalk.newest("salford-parking-2").version == 1
    names = {one.get("civic_crosswalk") for one in dataset()["resources"]}
    assert names == {"salford-parking-2"}


def test_save_when_a_file_of_the_same_kind_was_saved_meanwhile_then_the_next_version_is_offered(
    app, visit, package, users, clean_queues
):
    second = Visit(app, package, other_file(package, "second.csv"), users["admin"])
    for one in (visit, second):
        one.post("model", begin="crosswalk:salford-parking")
    second.send("columns", **{"source.location": ""})
    visit.post("save", note="quick", then="keep")
    answer = second.post("save", then="keep", note="slow")
    page = BeautifulSoup(answer.body, "html.parser")
    assert page.find(role="alert").a["href"] == "#meantime"
    assert "quick" in page.find(id="meantime").text
    assert "no longer provided" in page.find(id="changes").text
    assert second.send("save", then="keep").status_code == 302
    versions = SavedCrosswalk.history("salford-parking-2")
    assert [one.version for one in versions] == [2, 1]
    assert "location: Location" in versions[1].content


def test_save_when_the_id_went_to_another_kind_of_file_meanwhile_then_it_gets_its_own(
    app, visit, package, users, clean_queues
):
    text = CAR_PARKS.replace("Location", "Zone", 1)
    second = Visit(app, package, other_file(package, "second.csv", text), users["editor"])
    for one in (visit, second):
        one.post("model", begin="crosswalk:salford-parking")
    visit.post("save", then="keep")
    assert second.post("save", then="keep").status_code == 302
    assert SavedCrosswalk.newest("salford-parking-3").version == 1


def test_save_when_kept_only_then_the_file_names_it_and_nothing_runs(visit, plain, dataset):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("save", then="keep", note="first")
    assert dataset()["resources"][0]["civic_crosswalk"] == "salford-parking-2"
    assert not [one for one in tk.get_job_queue().jobs if one.kwargs["resource_id"] == plain["id"]]
    page = visit.page()
    assert "What you said is saved" in page.text and "Cannot start yet" not in page.text
    assert "was not run with it yet" in page.text
    assert "first" in visit.page("history").select_one("table").text


def test_overview_when_published_then_it_leads_to_the_progress_and_says_a_failure(
    visit, plain, run, replace_file
):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("save", then="publish")
    assert "waits its turn" in visit.page().find(role="status").text
    replace_file(plain, CAR_PARKS.replace("Location", "Zone", 1))
    with pytest.raises(tk.ValidationError):
        run(plain)
    page = visit.page()
    alert = page.select_one(".alert-danger")
    assert "published nothing" in alert.text or page.find(role="status")
    chosen = visit.page("model").find("input", checked=True)["value"]
    assert chosen == "crosswalk:salford-parking-2"


def test_model_when_a_file_has_a_changed_header_then_the_councils_own_is_chosen(
    app, visit, package, users, clean_queues
):
    visit.post("model", begin="crosswalk:salford-parking")
    visit.post("save", then="keep")
    text = CAR_PARKS.replace("Location", "Zone", 1)
    page = Visit(app, package, other_file(package, "n.csv", text), users["editor"]).page("model")
    assert [one["value"] for one in page.find_all("input", checked=True)] == [
        "crosswalk:salford-parking-2"
    ]
