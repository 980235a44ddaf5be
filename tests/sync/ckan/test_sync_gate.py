"""Beside the gate: a copy is as public here as it is there, unless a person here says no."""

from __future__ import annotations

import pytest

from ckanext.civic.core.dataset_content import dataset_hash
from ckanext.civic.sync.jobs import copies
from factories import act, site_user

pytestmark = pytest.mark.with_plugins("civic_gate", "civic_sync")


def public_ids():
    return {found["id"] for found in act("package_search", None)["results"]}


def decision(id_):
    return act("civic_gate_dataset_show", site_user(), id=id_)


def test_pull_when_there_is_a_gate_then_the_copies_are_released_with_a_reason(
    make_peer, pull, changes, verified
):
    peer = make_peer(2)
    run = pull()
    assert run["state"] == "succeeded", run["error"]
    assert public_ids() == set(peer.datasets)
    assert decision(peer.first["id"])["reason"] == f"Released at its origin {peer.url}"
    assert (verified()["differ"], verified()["held"]) == (0, 0)
    assert changes(pull()) == (0, 0, 0)


def test_pull_when_origin_changed_then_the_new_version_is_released(make_peer, pull, shown):
    peer = make_peer(2)
    pull()
    peer.change(peer.first["id"], title="Newer")
    pull()
    assert public_ids() == set(peer.datasets)
    assert dataset_hash(shown(peer.first["id"])) == dataset_hash(peer.first)


def test_pull_when_a_reviewer_here_holds_a_copy_then_it_stays_held(make_peer, pull, verified):
    peer = make_peer(2)
    pull()
    held = peer.first["id"]
    act("civic_gate_dataset_hold", site_user(), id=held, reason="Names in it")
    peer.change(held, title="Newer")
    pull()
    assert held not in public_ids()
    assert (verified()["differ"], verified()["held"]) == (0, 1)


def test_pull_when_a_release_failed_then_the_next_one_releases(
    make_peer, pull, monkeypatch, changes, troubled
):
    peer = make_peer(2)

    def fails(*_):
        raise RuntimeError("down")

    with monkeypatch.context() as patch:
        patch.setattr(copies, "release_copy", fails)
        run = pull()
    assert run["state"] == "failed"
    assert public_ids() == set()
    assert set(troubled()) == set(peer.datasets)

    assert pull()["state"] == "succeeded"
    assert public_ids() == set(peer.datasets)
    assert troubled() == {}


def test_pull_when_a_dataset_is_withdrawn_there_then_it_is_gone_here(make_peer, pull, all_ids):
    peer = make_peer(2)
    pull()
    gone = peer.first["id"]
    peer.remove(gone)
    assert pull()["state"] == "succeeded"
    assert gone not in public_ids()
    assert gone not in all_ids()
