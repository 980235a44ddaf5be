"""The gate on the command line."""

from __future__ import annotations

import pytest

from ckanext.civic.gate.cli import civic_gate

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")


def test_list_when_datasets_wait_then_prints_one_line_each_and_the_count(scene, cli):
    scene.create(name="one")
    scene.create(name="two")
    scene.release("two")
    result = cli.invoke(civic_gate, ["list"])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[-1] == "2 datasets"
    assert [line.split() for line in lines[:-1]] == [
        ["held", "no-decision", "one"],
        ["released", "reviewer-released", "two"],
    ]


def test_release_and_hold_when_a_reviewer_is_named_then_decide(scene, cli, is_public):
    scene.create()
    by = ["--reviewer", scene.users["admin"], "--reason", "x"]
    result = cli.invoke(civic_gate, ["release", "lamps", *by])
    assert result.output == "released\n"
    assert is_public("lamps")
    assert cli.invoke(civic_gate, ["release", "lamps", *by]).output == "released, nothing changed\n"
    assert cli.invoke(civic_gate, ["hold", "lamps", *by]).output == "held\n"
    assert not is_public("lamps")


def test_release_when_the_reviewer_may_not_then_says_why_and_exits_1(scene, cli, is_public):
    scene.create()
    result = cli.invoke(
        civic_gate, ["release", "lamps", "--reviewer", scene.users["editor"], "--reason", "x"]
    )
    assert result.exit_code == 1
    assert "Only administrators" in result.output
    assert not is_public("lamps")


@pytest.mark.parametrize(
    ("dataset", "reviewer", "message"),
    [("none", None, "no dataset none"), ("lamps", "nobody", "no user nobody")],
)
def test_hold_when_something_is_absent_then_names_it(scene, cli, dataset, reviewer, message):
    scene.create()
    reviewer = reviewer or scene.users["admin"]
    result = cli.invoke(civic_gate, ["hold", dataset, "--reviewer", reviewer, "--reason", "x"])
    assert result.exit_code == 1
    assert message in result.output
