"""The commands when there is nothing yet."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from ckanext.civic.console import civic


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("CIVIC_HOME", str(tmp_path / "var"))
    return lambda *arguments: CliRunner().invoke(civic, list(arguments))


def test_status_when_there_are_no_portals_then_says_how_to_make_them(run):
    assert run("status").output == "No portals yet. Make them: civic up\n"
    assert json.loads(run("status", "--json").output) == {"portals": [], "services": []}


def test_logs_when_there_are_none_then_says_so(run):
    assert "there are no logs yet" in run("logs").output


def test_ckan_when_portal_is_unknown_then_says_how_to_make_it(run):
    found = run("ckan", "leeds", "user", "list")
    assert found.exit_code == 1
    assert "there is no portal leeds" in found.output


def test_up_when_too_many_portals_then_refused(run):
    assert "Ask for 1 to 11 portals" in run("up", "--portals", "12").output


@pytest.mark.parametrize("command", ["up", "status", "stop", "logs", "demo"])
def test_help_when_asked_then_every_command_explains_itself(run, command):
    assert run(command, "--help").exit_code == 0
