"""The page that asks what a file is when most of the last release is gone."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from ckan.plugins import toolkit as tk
from harmonise.car_parks import CHURCH_STREET, HEADER

import factories

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
