"""``ckan civic-rdf validate`` and the action behind the dataset's tab."""

from __future__ import annotations

import json
import zlib
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model

import factories
from ckanext.civic.rdf.logic.descriptions import current, settle
from ckanext.civic.rdf.logic.validation import each_report
from ckanext.civic.rdf.model import CivicRdfDescription

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

TITLE = b" <http://purl.org/dc/terms/title> "


@pytest.fixture
def datasets(council) -> list[dict[str, Any]]:
    """Three published datasets, as plain as CKAN lets them be."""
    found = [
        factories.dataset(
            council,
            name=f"set-{n}",
            title=f"Set {n}",
            resources=[{"url": f"http://e.example/{n}.csv", "name": f"File {n}"}],
        )
        for n in range(1, 4)
    ]
    for dataset in found:
        settle(dataset["id"])
    return found


def break_description(dataset: dict[str, Any], of: bytes) -> None:
    """Take the titles of nodes whose line begins with ``of`` out of what is published."""
    described = current([dataset["id"]])[dataset["id"]]
    kept = [
        line
        for line in described.nquads.split(b"\n")
        if not (line.startswith(of) and TITLE in line)
    ]
    assert len(kept) < len(described.nquads.split(b"\n"))
    model.Session.execute(
        sa.update(CivicRdfDescription)
        .where(CivicRdfDescription.seq == described.seq)
        .values(content=zlib.compress(b"\n".join(kept)))
    )
    model.Session.commit()


def iri(dataset: dict[str, Any]) -> bytes:
    return f"<{current([dataset['id']])[dataset['id']].iri}> ".encode()


def run(cli, *arguments: str):
    from ckanext.civic.rdf.cli import civic_rdf

    return cli.invoke(civic_rdf, ["validate", *arguments])


def test_validate_when_plain_datasets_are_published_then_there_is_nothing_to_mend(cli, datasets):
    done = run(cli)
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1] == "3 datasets, 0 violations"


def test_validate_when_a_title_is_missing_then_says_which_field_where(cli, datasets):
    break_description(datasets[1], iri(datasets[1]))

    done = run(cli)

    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "set-2: Set 2",
        "  Mend: The dataset has no title.",
        "    Title: Give it a title.",
        "    http://test.civic.example/dataset/edit/set-2#field-title",
        "",
        "3 datasets, 1 violations",
    ]


def test_validate_when_asked_in_json_then_each_line_is_a_report(cli, datasets):
    break_description(datasets[1], iri(datasets[1]))
    lines = [json.loads(line) for line in run(cli, "--json").output.splitlines() if line[:1] == "{"]
    assert lines[0]["name"] == "catalogue"
    assert {line["name"]: len(line["violations"]) for line in lines[1:]} == {
        "set-1": 0,
        "set-2": 1,
        "set-3": 0,
    }


def test_validate_when_datasets_are_named_then_only_they_are_looked_at(cli, datasets):
    factories.act("package_patch", factories.site_user(), id="set-3", private=True)

    done = run(cli, "--dataset", "set-1", "--dataset", "nowhere", "--dataset", "set-3")

    assert done.output.splitlines()[-1] == "1 datasets, 0 violations"
    assert "there is no dataset nowhere" in done.output
    assert "not public" in done.output
    assert done.exit_code == 1


def test_validate_when_limited_then_stops_there(cli, datasets):
    assert run(cli, "--limit", "2").output.splitlines()[-1] == "2 datasets, 0 violations"


def test_validate_when_the_recommended_is_asked_for_then_it_is_no_violation(cli, datasets):
    done = run(cli, "--recommended", "--verbose")
    assert done.exit_code == 0
    assert "  Better: The dataset has no keyword.\n    Tags: " in done.output
    assert "MinCount of http://www.w3.org/ns/dcat#" in done.output


def test_validate_when_the_profile_is_the_uk_one_then_its_own_rules_hold(cli, datasets):
    done = run(cli, "--profile", "civic_uk")
    assert done.exit_code == 1
    assert "  Mend: The dataset has no licence." in done.output


def test_validate_when_one_cannot_be_looked_at_then_the_rest_goes_on(cli, datasets):
    described = current([datasets[0]["id"]])[datasets[0]["id"]]
    model.Session.execute(
        sa.update(CivicRdfDescription)
        .where(CivicRdfDescription.seq == described.seq)
        .values(content=zlib.compress(b"<http://x.example/> no statement\n"))
    )
    model.Session.commit()

    done = run(cli)

    assert "set-1: Set 1\n  Could not be looked at:" in done.output
    assert done.output.splitlines()[-1] == "3 datasets, 0 violations"
    assert done.exit_code == 1


def test_reports_when_there_are_several_chunks_then_each_dataset_has_one(
    datasets, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ckanext.civic.rdf.logic.validation.CHUNK", 2)
    names = [report.name for report in each_report("civic_dcat_ap")]
    assert sorted(names) == ["catalogue", "set-1", "set-2", "set-3"]


def test_action_when_called_then_names_field_and_form(datasets):
    found = factories.act("civic_rdf_dataset_validate", factories.site_user(), id="set-1")

    assert found["violations"] == [] and found["error"] is None
    forms = {each["field"]: each["form"] for each in found["recommendations"]}
    assert forms["tag_string"] == "/dataset/edit/set-1#field-tags"
    assert forms["maintainer_email"] == "/dataset/edit/set-1#field-maintainer-email"
    resource = datasets[0]["resources"][0]["id"]
    assert forms["description"] == f"/dataset/set-1/resource/{resource}/edit#field-description"
    assert len(json.dumps(found)) > 100  # plain values


def test_action_when_the_dataset_is_private_then_looks_at_it_as_it_is(council):
    factories.dataset(council, name="draft", title="Draft", private=True)
    found = factories.act("civic_rdf_dataset_validate", factories.site_user(), id="draft")
    assert "tag_string" in {each["field"] for each in found["recommendations"]}


def test_action_when_the_profile_is_unknown_then_refuses(datasets):
    with pytest.raises(tk.ValidationError):
        factories.act(
            "civic_rdf_dataset_validate", factories.site_user(), id="set-1", profile="nonsense"
        )


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("anonymous", False),
        ("outsider", False),
        ("member", False),
        ("editor", True),
        ("admin", True),
        ("sysadmin", True),
    ],
)
def test_action_when_somebody_calls_then_only_those_who_can_mend_are_told(
    council, datasets, who, may
):
    user = factories.users_of(council)[who]
    if may:
        assert factories.act("civic_rdf_dataset_validate", user, id="set-1")["id"]
    else:
        with pytest.raises(tk.NotAuthorized):
            factories.act("civic_rdf_dataset_validate", user, id="set-1")


def test_report_when_an_address_has_a_password_then_say_so_and_never_the_password(council):
    url = "https://anna:geheim@h.example/lamps.csv"
    resources = [{"url": url, "name": "", "format": "CSV"}]
    dataset = factories.dataset(council, name="lamps", title="Lamps", resources=resources)
    settle(dataset["id"])

    (report,) = [each for each in each_report("civic_dcat_ap") if each.package_id == dataset["id"]]

    (finding,) = report.findings
    assert report.violations == 1
    assert "password" in finding.sentence
    assert finding.resource_id == dataset["resources"][0]["id"]
    assert "geheim" not in repr(report)
    assert b"geheim" not in current([dataset["id"]])[dataset["id"]].nquads
