"""Readiness on a portal whose gate holds what nobody has released."""

from __future__ import annotations

from typing import Any

import pytest
from ckan.plugins import toolkit as tk

import factories

pytestmark = [
    pytest.mark.with_plugins("civic_gate", "civic_harmonise", "civic_certificate"),
    pytest.mark.usefixtures("civic_db"),
]


@pytest.fixture
def council() -> dict[str, Any]:
    return factories.council()


@pytest.fixture
def held(council) -> dict[str, Any]:
    return factories.dataset(council, title="Hidden lamps", license_id="uk-ogl")


@pytest.mark.parametrize("role", ["anonymous", "outsider"])
def test_show_when_the_dataset_is_held_then_not_found_for_those_outside(council, held, role):
    user = factories.users_of(council)[role]
    with pytest.raises(tk.ObjectNotFound):
        factories.act("civic_certificate_dataset_show", user, id=held["id"])


@pytest.mark.parametrize("end", ["readiness", "readiness.json"])
def test_page_when_the_dataset_is_held_then_404_without_its_name(app, held, end):
    for key in ("id", "name"):
        answer = app.get(f"/dataset/{held[key]}/{end}", status=404)
        assert "Hidden lamps" not in answer.body


def test_show_when_the_dataset_is_held_then_staff_see_that_and_it_is_not_listed(council, held):
    editor = factories.users_of(council)["editor"]
    report = factories.act("civic_certificate_dataset_show", editor, id=held["id"])
    assert [seen["answer"] for seen in report["observations"]] == ["held"]
    assert "listed" not in {answer["question"] for answer in report["answers"]}


def test_show_when_a_file_follows_a_shared_model_then_its_documentation_is_evidence(council, held):
    admin = factories.users_of(council)["admin"]
    factories.act(
        "resource_create",
        admin,
        package_id=held["id"],
        url="https://d.example/lamps.csv",
        civic_model="streetlights",
    )
    report = factories.act("civic_certificate_dataset_show", admin, id=held["id"])
    answers = {answer["question"]: answer["answer"] for answer in report["answers"]}
    assert answers["vocabulary"] == "true"
    assert answers["schemaDocumentationUrl"].endswith("/def/streetlights")
    assert answers["codelistDocumentationUrl"].startswith(answers["schemaDocumentationUrl"])
    assert report["failures"] == {}
