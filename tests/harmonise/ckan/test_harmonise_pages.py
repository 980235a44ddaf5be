"""The tab “Harmonise” as each kind of visitor meets it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from ckan.plugins import toolkit as tk
from harmonise.car_parks import CAR_PARKS, CHURCH_STREET, OUTPUT_KINDS

import factories

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


@pytest.fixture
def users(council):
    return factories.users_of(council)


def get(app, path, user, **options):
    headers = {"Authorization": factories.token_of(user)} if user else {}
    return app.get(path, headers=headers, **options)


def post(app, path, user, **form):
    headers = {"Authorization": factories.token_of(user)} if user else {}
    return app.post(path, data=form, headers=headers, follow_redirects=False)


def page_of(package):
    return f"/dataset/{package['name']}/harmonise"


def test_page_when_opened_by_each_role_then_only_who_may_edit_sees_it(app, package, users):
    statuses = {role: get(app, page_of(package), user).status_code for role, user in users.items()}
    assert {role for role, status in statuses.items() if status == 200} == {
        "editor",
        "admin",
        "sysadmin",
    }
    assert {statuses[role] for role in ("anonymous", "outsider", "member")} == {403}


def test_page_when_asked_for_at_its_first_address_then_leads_to_the_new_one(app, package):
    answer = app.get(f"/dataset/{package['name']}/standardise", follow_redirects=False)
    assert answer.status_code == 301
    assert answer.headers["Location"].endswith(page_of(package))


def test_page_when_the_dataset_is_private_then_a_stranger_learns_nothing(app, package, users):
    factories.act("package_patch", factories.site_user(), id=package["id"], private=True)
    assert get(app, page_of(package), None).status_code == 404
    assert get(app, page_of(package), users["outsider"]).status_code == 404


def test_page_when_there_is_no_file_then_it_says_what_to_do(app, package, users):
    answer = get(app, page_of(package), users["editor"])
    assert "There is no file yet" in answer.body


def test_page_when_the_run_is_queued_then_it_says_so_without_scripts(app, source, package, users):
    answer = get(app, page_of(package), users["editor"])
    status = BeautifulSoup(answer.body, "html.parser").find(attrs={"role": "status"})
    assert status and "Waiting" in status.text
    assert status.find("a")


def test_page_when_published_then_it_shows_counts_and_outputs_in_plain_words(
    app, source, run, package, users
):
    run()
    page = BeautifulSoup(get(app, page_of(package), users["editor"]).body, "html.parser")
    part = page.find(attrs={"data-civic": "harmonise"})
    text = " ".join(part.text.split())
    assert part.select_one(".badge").text == "Harmonised"
    assert "What was made" in text
    assert "Rows in your file 2" in text
    assert "Things described 2" in text
    assert "Harmonised table (CSV)" in text
    assert "triple" not in text.lower()
    assert part.find("option", selected=True)["value"] == "salford-parking"


def test_page_when_too_many_rows_fail_then_it_says_so_and_sets_earlier_files_apart(
    app, source, run, package, users, replace_file
):
    run()
    odd = CHURCH_STREET.replace("Church Street,Free", ",Free")
    replace_file(source, CAR_PARKS + odd, civic_crosswalk="salford-parking")
    with pytest.raises(tk.ValidationError):
        run()
    page = BeautifulSoup(get(app, page_of(package), users["editor"]).body, "html.parser")
    part = page.find(attrs={"data-civic": "harmonise"})
    assert part.text.count("1 of 3 rows cannot be published, more than the 10 %") == 1
    assert "Made by an earlier run" in part.text
    assert "What was made" not in part.text


def test_page_when_a_run_failed_then_it_says_what_to_fix(app, package, users, run, clean_queues):
    bad = factories.uploaded_csv(
        package, "a,b\n1,2\n", "bad.csv", civic_crosswalk="salford-parking"
    )
    with pytest.raises(tk.ValidationError):
        run(bad)
    answer = get(app, page_of(package), users["editor"])
    assert "Not harmonised" in answer.body
    assert "What to fix" in answer.body


def test_choose_when_an_editor_saves_a_crosswalk_then_it_is_stored_and_queued(
    app, package, users, dataset, clean_queues
):
    plain = factories.uploaded_csv(package, CAR_PARKS, "parking.csv")
    path = f"{page_of(package)}/{plain['id']}/crosswalk"
    answer = post(app, path, users["editor"], crosswalk="salford-parking")
    assert answer.status_code == 302
    assert dataset()["resources"][0]["civic_crosswalk"] == "salford-parking"
    assert len(tk.get_job_queue().jobs) == 1


def test_choose_when_the_crosswalk_is_unknown_then_nothing_is_stored(
    app, package, users, source, dataset
):
    path = f"{page_of(package)}/{source['id']}/crosswalk"
    assert post(app, path, users["editor"], crosswalk="unknown").status_code == 302
    assert dataset()["resources"][0]["civic_crosswalk"] == "salford-parking"


@pytest.mark.parametrize("step", ["crosswalk", "run"])
def test_post_when_the_visitor_may_not_edit_then_it_is_refused(app, package, source, users, step):
    tk.get_job_queue().empty()
    path = f"{page_of(package)}/{source['id']}/{step}"
    for role in ("anonymous", "outsider", "member"):
        assert post(app, path, users[role], crosswalk="").status_code == 403
    assert tk.get_job_queue().jobs == []


def test_run_now_when_pressed_then_the_run_is_queued_and_the_page_comes_back(
    app, package, source, users
):
    tk.get_job_queue().empty()
    answer = post(app, f"{page_of(package)}/{source['id']}/run", users["editor"])
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/harmonise#file-{source['id']}")
    assert len(tk.get_job_queue().jobs) == 1


def test_run_now_when_the_file_belongs_to_another_dataset_then_it_is_not_found(
    app, council, source, users
):
    other = factories.dataset(council)
    path = f"{page_of(other)}/{source['id']}/run"
    assert post(app, path, users["editor"]).status_code == 404


def test_dataset_page_when_opened_then_only_who_may_edit_has_the_tab(app, package, users):
    path = f"/dataset/{package['name']}"
    assert page_of(package) in get(app, path, users["editor"]).body
    assert page_of(package) not in get(app, path, None).body


def test_resource_form_when_an_editor_saves_an_output_then_it_stays_an_output(
    app, package, run, outputs, users
):
    run()
    output = outputs()["nquads"]
    path = f"/dataset/{package['name']}/resource/{output['id']}/edit"
    form = BeautifulSoup(get(app, path, users["editor"]).body, "html.parser").find(
        id="resource-edit"
    )
    fields = {
        one["name"]: one.get("value", "")
        for one in form.find_all("input")
        if one.get("name") and one.get("type") not in ("file", "radio", "checkbox", "submit")
    }
    fields |= {"save": "go-dataset-complete", "url": output["url"], "url_type": "upload"}
    assert post(app, path, users["editor"], **fields, description="x").status_code == 302
    assert list(outputs()) == OUTPUT_KINDS
    assert outputs()["nquads"]["hash"] == output["hash"]


def test_resource_form_when_opened_for_a_source_then_the_crosswalk_can_be_chosen(
    app, package, source, users
):
    path = f"/dataset/{package['name']}/resource/{source['id']}/edit"
    form = BeautifulSoup(get(app, path, users["editor"]).body, "html.parser")
    chosen = form.find("select", attrs={"name": "civic_crosswalk"}).find("option", selected=True)
    assert chosen["value"] == "salford-parking"


def test_page_when_a_crosswalk_is_chosen_then_own_and_fitting_come_first_and_the_rest_by_model(
    app, package, users, clean_queues
):
    file = factories.uploaded_csv(package, CAR_PARKS, "parking.csv")
    page = BeautifulSoup(get(app, page_of(package), users["editor"]).body, "html.parser")
    first = page.find("select", attrs={"name": "crosswalk"})
    assert "salford-parking" in [one["value"] for one in first.find_all("option")]
    assert "manchester-grit-bins" not in first.decode()
    rest = page.find("details").find("select", attrs={"name": "other"})
    assert rest.find("option", value="manchester-grit-bins").find_parent("optgroup")["label"]
    assert not rest.find("option", value="salford-parking")
    path = f"{page_of(package)}/{file['id']}/crosswalk"
    post(app, path, users["editor"], crosswalk="", other="manchester-grit-bins")
    stored = factories.act("resource_show", users["editor"], id=file["id"])
    assert stored["civic_crosswalk"] == "manchester-grit-bins"


def test_page_when_an_earlier_result_is_back_then_it_says_that_the_file_is_another(
    app, package, users, source, run, replace_file
):
    first = run()["id"]
    replace_file(source, CAR_PARKS + CHURCH_STREET.replace("Church Street", "Chapel Street"))
    assert run(source)["changed"]
    assert "Run the current file" not in get(app, page_of(package), users["editor"]).body
    factories.act("civic_harmonise_run_restore", users["editor"], id=first)
    page = BeautifulSoup(get(app, page_of(package), users["editor"]).body, "html.parser")
    warning = page.select_one(".alert-warning")
    assert "not made of the file that is here now" in warning.text
    assert warning.find("form")["action"].endswith(f"/{source['id']}/run")
    assert run(source)["changed"]
    assert "Run the current file" not in get(app, page_of(package), users["editor"]).body


def test_page_when_the_headings_are_others_then_it_leads_to_the_step_that_says_what_they_mean(
    app, package, users, source, run, replace_file
):
    replace_file(source, CAR_PARKS.replace("Location", "Zone", 1))
    with pytest.raises(tk.ValidationError):
        run(source)
    page = BeautifulSoup(get(app, page_of(package), users["editor"]).body, "html.parser")
    link = page.select_one(".alert-danger").find("a")
    assert link["href"].endswith(f"/{source['id']}/model")
    overview = get(app, f"{page_of(package)}/{source['id']}", users["editor"]).body
    assert "published nothing" in overview
