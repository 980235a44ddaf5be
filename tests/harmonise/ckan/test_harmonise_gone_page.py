"""The page that asks what a file is when most of the last release is gone."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from ckan.plugins import toolkit as tk
from harmonise.car_parks import CHURCH_STREET, HEADER

import factories
from ckanext.civic.harmonise.logic.gone_form import iso_day, name_of

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]


@pytest.fixture
def page(app, package, source, run, replace_file, council):
    """Return how to get and post a page of the file, whose rows are all others than before."""
    run()
    replace_file(source, HEADER + CHURCH_STREET.replace("Church Street,", "Elsewhere,"))
    with pytest.raises(tk.ValidationError, match="gone"):
        run()
    editor = factories.users_of(council)["editor"]
    headers = {"Authorization": factories.token_of(editor)}
    base = f"/dataset/{package['name']}/harmonise/{source['id']}"

    def call(path, **form):
        if form:
            form = {name.replace("__", "."): value for name, value in form.items()}
            return app.post(f"{base}/{path}", data=form, headers=headers, follow_redirects=False)
        return BeautifulSoup(app.get(f"{base}/{path}", headers=headers).body, "html.parser")

    return call


def release_of(dataset, source):
    return {one["id"]: one.get("civic_release") for one in dataset()["resources"]}[source["id"]]


def test_gone_when_most_is_gone_then_the_page_asks_what_the_file_is(page):
    shown = page("gone")
    assert [one["value"] for one in shown.select("input[name='kind.all']")] == [
        "left_out",
        "new-period",
        "fresh_start",
        "explained",
    ]
    words = shown.select_one("[data-civic]").get_text(" ", strip=True)
    assert "2 of 2 things of the last release are not in the file now" in words


def test_gone_when_nothing_is_chosen_then_the_page_says_so(page):
    answer = page("gone", reason="")
    assert answer.status_code == 200 and "Choose what happened." in answer.body


def test_gone_when_each_file_is_a_new_period_then_it_is_published_and_can_be_taken_back(
    page, run, source, dataset
):
    assert page("gone", kind__all="new-period").status_code == 302
    assert release_of(dataset, source) == "new-period"
    assert run()["ok"]
    assert "Each file is a new period" in page("").get_text()
    page("ask-again", now="")
    assert release_of(dataset, source) == ""
    assert "Each file is a new period" not in page("").get_text()


def test_gone_when_the_file_is_not_complete_then_what_is_published_stays(page, run, outputs):
    before = outputs()["nquads"]["hash"]
    assert page("gone", kind__all="left_out").status_code == 302
    with pytest.raises(tk.ValidationError, match="gone"):
        run()
    assert outputs()["nquads"]["hash"] == before


def problems(answer):
    """Return the sentences of a page's error summary by the field that each leads to."""
    shown = BeautifulSoup(answer.body, "html.parser")
    links = shown.select("[aria-labelledby=error-summary] a")
    assert all(shown.find(id=link["href"][1:]) for link in links)
    return {link["href"][1:]: link.get_text() for link in links}, shown


def test_gone_when_each_is_explained_and_confirmed_then_the_old_addresses_say_so(
    page, run, outputs
):
    answer = page(
        "gone",
        kind__all="explained",
        confirmed="yes",
        kind__0="ended",
        day__0="31/3/2026",
        kind__1="renamed",
        new__1="elsewhere",
    )
    assert answer.status_code == 302
    assert run()["ok"]
    assert "companion-ended" in outputs()


def test_gone_when_answers_are_wrong_then_each_says_so_at_its_field_and_all_are_kept(page):
    answer = page("gone", kind__all="explained", kind__0="ended", day__0="soon", kind__1="mistake")
    found, shown = problems(answer)
    assert list(found) == ["day.0", "reason.1", "confirmed"]
    assert "31/03/2026" in found["day.0"] and "schema" not in answer.body
    assert shown.find(id="day.0")["value"] == "soon"
    assert shown.find(id="day.0")["aria-invalid"] == "true"


def test_gone_when_some_things_have_no_answer_then_the_page_names_them(page):
    found, _ = problems(page("gone", kind__all="explained", confirmed="yes"))
    assert list(found) == ["kind.0", "kind.1"]
    assert "blackfriars-street" in found["kind.0"]


def test_gone_when_the_run_failed_then_the_answers_are_still_there(page, run):
    form = {"kind__0": "renamed", "new__0": "nowhere", "kind__1": "ended", "day__1": "03/2026"}
    assert page("gone", kind__all="explained", confirmed="yes", **form).status_code == 302
    with pytest.raises(tk.ValidationError, match="gone"):
        run()
    shown = page("gone")
    assert shown.find(id="new.0")["value"] == "nowhere"
    assert shown.find(id="day.1")["value"] == "2026-03"
    assert shown.find(id="confirmed").has_attr("checked")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/03/2026", "2026-03-31"),
        ("1/4/2026", "2026-04-01"),
        ("03/2026", "2026-03"),
        ("2026", "2026"),
        ("2026-03-31", "2026-03-31"),
        ("31/02/2026", ""),
        ("03/31/2026", ""),
        ("", ""),
    ],
)
def test_iso_day_when_a_day_is_typed_then_it_is_british(text, day):
    assert iso_day(text) == day


def test_name_of_when_a_key_has_a_slash_then_it_is_as_the_publisher_knows_it():
    assert name_of({"id": "AL%2F003"}) == "AL/003"
