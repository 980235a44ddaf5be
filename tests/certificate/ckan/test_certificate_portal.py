"""Readiness inside a portal: action, rights, page and command."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from ckan.plugins import toolkit as tk

import factories
from ckanext.civic.certificate.cli import civic_certificate

pytestmark = [
    pytest.mark.with_plugins("civic_certificate"),
    pytest.mark.usefixtures("civic_db"),
]


@pytest.fixture
def council() -> dict[str, Any]:
    return factories.council(title="Example Council")


@pytest.fixture
def dataset(council) -> dict[str, Any]:
    return factories.dataset(
        council,
        title="Street lights",
        notes="Every street light.",
        license_id="uk-ogl",
        maintainer_email="lamps@example.gov.uk",
        extras=[{"key": "frequency", "value": "annual"}],
        resources=[{"name": "Lamps", "url": "https://d.example/lamps.csv", "format": "CSV"}],
    )


def _show(user: str | None, **data: Any) -> dict[str, Any]:
    return factories.act("civic_certificate_dataset_show", user, **data)


def test_show_when_the_record_is_filled_in_then_only_two_statements_are_missing(dataset):
    report = _show(None, id=dataset["name"])
    assert report["level"] == "none"
    assert report["id"] == dataset["id"]
    steps = [step["question"] for step in report["next_steps"]]
    assert steps == ["publisherRights", "contentRights"]
    answers = {answer["question"]: answer["answer"] for answer in report["answers"]}
    assert answers["publisher"] == "Example Council"
    assert answers["dataLicence"] == "ogl_uk"
    assert answers["datasetUrl"] == "https://d.example/lamps.csv"
    assert answers["releaseType"] == "series"
    assert answers["documentationUrl"].endswith(f"/dataset/{dataset['name']}")
    assert report["failures"] == {}


def test_show_when_another_ruleset_is_asked_for_then_by_that_one(dataset):
    assert _show(None, id=dataset["id"], ruleset="gb-2016")["ruleset"] == "gb-2016"


@pytest.mark.ckan_config("ckanext.civic.certificate.ruleset", "gb-2016")
def test_show_when_the_portal_sets_a_ruleset_then_by_that_one(dataset):
    assert _show(None, id=dataset["id"])["ruleset"] == "gb-2016"


@pytest.mark.parametrize("ruleset", ["gb-2016", "gb-2016-strict"])
def test_ruleset_show_when_anybody_asks_then_it_is_the_portals(ruleset, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.civic.certificate.ruleset", ruleset)
    shown = factories.act("civic_certificate_ruleset_show", None)
    assert shown["id"] == ruleset
    assert shown["summary"]


@pytest.mark.parametrize("data", [{"ruleset": "best"}, {"id": ""}, {}])
def test_show_when_a_parameter_is_unusable_then_validation_error(dataset, data):
    if "ruleset" in data:
        data = {**data, "id": dataset["id"]}
    with pytest.raises(tk.ValidationError):
        _show(None, **data)


@pytest.mark.parametrize("role", factories.ROLES)
def test_show_when_the_dataset_is_private_then_only_for_those_who_may_read_it(council, role):
    private = factories.dataset(council, private=True, title="Hidden lamps")
    user = factories.users_of(council)[role]
    if role in ("anonymous", "outsider"):
        with pytest.raises(tk.ObjectNotFound) as error:
            _show(user, id=private["id"])
        assert "Hidden" not in str(error.value)
    else:
        assert _show(user, id=private["id"])["name"] == private["name"]


def test_show_when_there_is_no_such_dataset_then_not_found_as_for_a_hidden_one():
    with pytest.raises(tk.ObjectNotFound):
        _show(None, id="nothing-here")


def test_page_when_opened_then_level_in_words_and_three_things_to_do_at_first(app, council):
    bare = factories.dataset(council, title="Lamps", notes="", license_id="")
    page = _page(app, bare)
    container = page.select_one("[data-civic=readiness]")
    assert container.select_one(".badge").text == "No level yet"
    assert len(container.select("h2 + p + ol > li")) <= 3
    assert "Licence covering the data" in container.select_one("ol").text
    assert page.title.text.startswith("Readiness")


def test_page_when_a_question_is_answered_then_the_evidence_is_beside_it(app, dataset):
    container = _page(app, dataset).select_one("[data-civic=readiness]")
    assert "Example Council publishes it." in container.text
    assert "Read from: organization." in container.text
    assert "lamps@example.gov.uk" not in container.text


def test_page_when_on_the_dataset_then_its_tab_leads_to_readiness(app, dataset):
    page = BeautifulSoup(app.get(f"/dataset/{dataset['name']}").body, "html.parser")
    tab = page.select_one(f'a[href="/dataset/{dataset["name"]}/readiness"]')
    assert tab.text.strip() == "Readiness"


@pytest.mark.parametrize("end", ["readiness", "readiness.json"])
def test_page_when_the_dataset_is_private_then_404_without_its_name(app, council, end):
    private = factories.dataset(council, private=True, title="Hidden lamps")
    answer = app.get(f"/dataset/{private['id']}/{end}", status=404)
    assert "Hidden lamps" not in answer.body
    assert private["name"] not in answer.body


def test_page_when_the_title_has_markup_then_it_is_text(app, council):
    wicked = factories.dataset(council, title="<script>alert(1)</script>", notes="<b>x</b>")
    assert "<script>alert(1)" not in app.get(f"/dataset/{wicked['name']}/readiness").body


def test_json_when_asked_for_then_the_same_report(app, dataset):
    answer = app.get(f"/dataset/{dataset['name']}/readiness.json")
    assert json.loads(answer.body) == _show(None, id=dataset["name"])


def test_command_when_given_a_name_then_level_and_what_is_missing(cli, dataset):
    result = cli.invoke(civic_certificate, ["show", dataset["name"]])
    assert not result.exit_code, result.output
    assert f"{dataset['name']}: none (gb-2016-strict)" in result.output
    assert "[publisherRights]" in result.output


def test_command_when_there_is_no_such_dataset_then_it_says_so(cli):
    result = cli.invoke(civic_certificate, ["show", "nothing-here"])
    assert result.exit_code == 1
    assert "There is no dataset nothing-here here." in result.output


def _page(app, dataset) -> BeautifulSoup:
    answer = app.get(f"/dataset/{dataset['name']}/readiness")
    return BeautifulSoup(answer.body, "html.parser")
