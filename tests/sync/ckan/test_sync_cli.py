"""``ckan civic-sync``."""

from __future__ import annotations

import json

import pytest
from ckan import model
from click.testing import CliRunner

from ckanext.civic.sync import cli
from factories import act, site_user

pytestmark = [pytest.mark.with_plugins("civic_sync"), pytest.mark.usefixtures("civic_db")]


@pytest.fixture
def civic_sync():
    def run(*arguments):
        return CliRunner().invoke(cli.civic_sync, arguments)

    return run


def test_pull_inline_when_peer_answers_then_the_copies_are_here(civic_sync, make_peer):
    make_peer(2)
    result = civic_sync("pull", "salford", "--inline")
    assert result.exit_code == 0, result.output
    assert "succeeded; 2 seen, 2 creates" in result.output
    assert act("package_search", None)["count"] == 2


def test_pull_inline_when_peer_is_down_then_fails_naming_peer_and_step(civic_sync, make_peer):
    peer = make_peer(1)
    peer.server.close()
    result = civic_sync("pull", "--all", "--inline")
    assert result.exit_code == 1
    told = f"Peer salford ({peer.url}), asked for its datasets from number 1 on: No answer"
    assert told in result.output


def test_verify_when_peer_is_down_then_says_so_in_one_sentence(civic_sync, make_peer):
    peer = make_peer(1)
    peer.server.close()
    result = civic_sync("verify", "salford")
    assert result.exit_code == 1
    assert result.output.startswith(f"Peer salford ({peer.url}), asked for its datasets from")


def test_verify_when_all_is_in_step_then_says_so_last(civic_sync, make_peer, pull):
    make_peer(2)
    pull()
    result = civic_sync("verify", "--all")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "2 compared, 0 differ"


def edited_in_the_database(id_):
    """Change a copy as no action allows any more."""
    model.Package.get(id_).notes = "Edited here"
    model.repo.commit()


def test_verify_when_something_differs_then_lists_it_and_fails(civic_sync, make_peer, pull):
    peer = make_peer(3)
    pull()
    edited, gone, new = sorted(peer.datasets)
    edited_in_the_database(edited)
    act("dataset_purge", site_user(), id=new)
    peer.remove(gone)
    result = civic_sync("verify", "salford")
    assert result.exit_code == 1
    assert f"({edited}): Its content is not the same here and there." in result.output
    assert f"({gone}): It is still here, but gone at the peer." in result.output
    assert f"({new}): It is not here." in result.output
    assert result.output.splitlines()[-1] == "3 compared, 3 differ"


def test_verify_when_a_peer_is_down_then_fails_after_the_others(civic_sync, make_peer, pull):
    make_peer(1)
    pull()
    act("civic_sync_peer_create", site_user(), name="down", url="http://127.0.0.1:1")
    result = civic_sync("verify", "--all")
    assert result.exit_code == 1
    assert "1 compared, 0 differ" in result.output
    assert "Peer down (http://127.0.0.1:1)" in result.output


def test_add_check_peers_and_runs_when_called_then_tell(civic_sync, make_peer, pull):
    peer = make_peer(1)
    pull()
    assert civic_sync("add", "bury", "https://bury.example").exit_code == 0
    assert "CKAN 2.12.0, 1 datasets" in civic_sync("check", "salford").output
    listed = json.loads(civic_sync("peers", "--json").stdout)
    assert [row["name"] for row in listed] == ["bury", "salford"]
    assert f"salford\t{peer.url}\t1 in step\tsucceeded" in civic_sync("peers").output
    assert "salford: succeeded" in civic_sync("runs").output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["pull"], "Give the name of one peer, or --all."),
        (["pull", "nobody", "--inline"], "There is no peer called nobody."),
        (["pull", "nobody"], "There is no peer called nobody."),
        (["add", "bury", "nowhere"], "Write the whole address"),
        (["check", "nobody"], "There is no peer called nobody."),
    ],
)
def test_command_when_it_cannot_be_done_then_says_why_and_fails(civic_sync, arguments, told):
    result = civic_sync(*arguments)
    assert result.exit_code == 1
    assert told in result.output
