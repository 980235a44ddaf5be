"""Pulls that are killed, overtaken or in one another's way."""

from __future__ import annotations

import pytest
from ckan import model

from ckanext.civic.sync.jobs import copies
from ckanext.civic.sync.jobs.lock import own_connection, peer_lock
from ckanext.civic.sync.jobs.pull import new_run, run_pull
from ckanext.civic.sync.model import Peer, Run
from factories import act, site_user

pytestmark = pytest.mark.with_plugins("civic_sync")


def test_pull_when_another_is_running_then_gives_way(make_peer, pull):
    make_peer(1)
    peer = Peer.by_name("salford")
    with own_connection() as connection, peer_lock(connection, peer.id) as is_ours:
        assert is_ours
        run = pull()
    assert run["state"] == "stopped"
    assert "Another pull of salford is running" in run["error"]
    assert pull()["state"] == "succeeded"


class Killed(BaseException):
    """What a killed worker looks like from inside: nothing is caught, nothing tidied up."""


@pytest.mark.parametrize("before_release", [True, False])
@pytest.mark.parametrize("survivors", [0, 1, 2])
def test_pull_when_killed_amid_applying_then_the_next_one_finishes_without_doubles(
    make_peer, pull, monkeypatch, survivors, before_release, changes, verified, all_ids
):
    peer = make_peer(3)
    step = "_release" if before_release else "_write_row"
    original, calls = getattr(copies.Copies, step), []

    def dies(self, *arguments):
        calls.append(1)
        if len(calls) > survivors:
            raise Killed
        return original(self, *arguments)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(copies.Copies, step, dies)
        pull()
    run = pull()

    assert run["state"] == "succeeded", run["error"]
    assert sorted(all_ids()) == sorted(peer.datasets)
    assert act("package_search", None)["count"] == 3
    assert (verified()["compared"], verified()["differ"]) == (3, 0)
    assert changes(pull()) == (0, 0, 0)
    dead, *_ = [r for r in act("civic_sync_run_list", site_user()) if r["state"] == "stopped"]
    assert "worker stopped" in dead["error"]


@pytest.mark.parametrize("action", ["package_delete", "dataset_purge"])
def test_pull_when_killed_amid_removing_then_the_next_one_finishes(
    make_peer, pull, monkeypatch, action, changes, verified, all_ids
):
    peer = make_peer(2)
    pull()
    gone = peer.first["id"]
    peer.remove(gone)
    get_action = copies.tk.get_action

    def dies(name):
        if name == action:
            raise Killed
        return get_action(name)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(copies.tk, "get_action", dies)
        pull()
    pull()

    assert gone not in all_ids()
    assert verified()["differ"] == 0
    assert changes(pull()) == (0, 0, 0)


def test_pull_when_a_later_one_ran_then_leaves_the_earlier_one_alone(make_peer, pull):
    make_peer(1)
    earlier = new_run(Peer.by_name("salford")).id
    pull()
    assert act("civic_sync_run_show", site_user(), id=earlier)["state"] == "stopped"
    run_pull(earlier)
    assert model.Session.get(Run, earlier).started_at is None
