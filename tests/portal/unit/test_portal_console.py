"""The commands when there is nothing yet."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from rich.console import Console
from rich.table import Table

from ckanext.civic.console import civic
from ckanext.civic.portal.console import portal_table, server_table


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


SERVICES = [
    {"name": "solr", "health": "ok", "log": "/a/folder/with a long name/logs/solr.log"},
    {"name": "web-manchester", "health": "unwell", "log": "/a/folder/with a long name/logs/w.log"},
]
PORTALS = [
    {
        "name": "manchester",
        "title": "Manchester City Council",
        "url": "http://127.0.0.1:5001",
        "health": "stopped",
    }
]


def lines_of(table: Table, width: int) -> list[str]:
    console = Console(width=width)
    with console.capture() as caught:
        console.print(table)
    return [" ".join(line.split()) for line in caught.get().splitlines()]


@pytest.mark.parametrize("width", [30, 50, 80, 200])
def test_server_table_when_width_varies_then_every_server_has_one_line(width):
    lines = lines_of(server_table(SERVICES, width), width)
    assert len(lines) == 1 + len(SERVICES)
    assert lines[2].startswith("web-manchester unwell")
    assert ("log" in lines[0]) == (width >= 80)


def test_portal_table_when_narrow_then_only_the_title_is_broken():
    lines = lines_of(portal_table(PORTALS), 60)
    assert "http://127.0.0.1:5001 stopped manchester" in lines[1]
