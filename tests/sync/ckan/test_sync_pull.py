"""Pulling from a peer: what arrives, what changes, what goes, and what is refused."""

from __future__ import annotations

import copy

import pytest
from ckan import model

from ckanext.civic.core.dataset_content import dataset_hash, origin_fields
from factories import act, council, dataset, site_user
from fixtures.misbehaving_server import Answer, json_answer

pytestmark = pytest.mark.with_plugins("civic_sync")

SEARCH = "/api/3/action/package_search"


def test_pull_when_peer_is_new_then_every_dataset_is_here_exactly(
    make_peer, pull, shown, changes, verified
):
    peer = make_peer(3)

    run = pull()

    assert (run["state"], run["error"]) == ("succeeded", "")
    assert changes(run) == (3, 0, 0)
    for id_, original in peer.datasets.items():
        here = shown(id_)
        assert dataset_hash(here) == dataset_hash(original)
        assert here["name"] == original["name"]
        assert here["organization"]["name"] == "salford"
        assert here["organization"]["title"] == "Salford City Council"
        assert [r["id"] for r in here["resources"]] == [r["id"] for r in original["resources"]]
        assert [r["url"] for r in here["resources"]] == [r["url"] for r in original["resources"]]
        assert not any(r["url_type"] for r in here["resources"])
        assert origin_fields(here) == {
            "civic_origin": peer.url,
            "civic_origin_id": id_,
            "civic_origin_hash": dataset_hash(original),
            "civic_origin_path": peer.url,
            "civic_origin_graph": f"{peer.url}/graph/salford/{original['name']}",
        }
    assert (verified()["compared"], verified()["differ"]) == (3, 0)


def test_pull_when_done_then_copies_are_found_by_anyone(make_peer, pull):
    make_peer(3)
    pull()
    assert act("package_search", None)["count"] == 3


def test_pull_when_nothing_changed_then_writes_nothing(make_peer, pull, shown, changes):
    peer = make_peer(3)
    pull()
    before = {id_: shown(id_)["metadata_modified"] for id_ in peer.datasets}

    run = pull()

    assert run["state"] == "succeeded"
    assert changes(run) == (0, 0, 0)
    assert run["counts"]["unchanged"] == 3
    assert before == {id_: shown(id_)["metadata_modified"] for id_ in peer.datasets}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Lamps", "notes": ""},
        {"tags": [{"name": "lamps"}]},
        {"extras": [{"key": "x", "value": "1"}]},
        {"resources": []},
        {"author_email": None},
        {"name": "lamp-columns"},
        {"license_id": "other-open"},
    ],
)
def test_pull_when_origin_changed_then_the_copy_is_exact_again(
    make_peer, pull, shown, change, changes, verified
):
    peer = make_peer(2)
    pull()
    peer.change(peer.first["id"], **change)

    run = pull()

    assert run["state"] == "succeeded", run["error"]
    assert changes(run) == (0, 1, 0)
    assert dataset_hash(shown(peer.first["id"])) == dataset_hash(peer.first)
    assert verified()["differ"] == 0


def test_pull_when_a_resource_changed_then_the_copy_is_exact_again(make_peer, pull, shown):
    peer = make_peer(1)
    pull()
    resources = copy.deepcopy(peer.first["resources"])[::-1]
    resources[0] |= {"description": "A page", "civic_model": "streetlights"}
    resources[1] |= {"hash": "cd" * 32, "size": 5, "mimetype": None, "format": ""}
    del resources[1]["civic_crosswalk"]
    peer.change(peer.first["id"], resources=resources)

    run = pull()

    assert run["state"] == "succeeded", run["error"]
    assert dataset_hash(shown(peer.first["id"])) == dataset_hash(peer.first)


def test_pull_when_a_dataset_is_gone_there_then_nothing_of_it_stays_here(
    make_peer, pull, changes, verified, all_ids
):
    peer = make_peer(3)
    pull()
    gone = peer.first["id"]
    peer.remove(gone)

    run = pull()

    assert changes(run) == (0, 0, 1)
    assert gone not in all_ids()
    assert act("package_search", None)["count"] == 2
    assert verified()["differ"] == 0


def test_pull_when_a_dataset_comes_back_then_it_is_here_again(make_peer, pull, shown, changes):
    peer = make_peer(2)
    pull()
    back = peer.first
    peer.remove(back["id"])
    pull()
    peer.datasets[back["id"]] = back
    peer.serve()

    assert changes(pull()) == (1, 0, 0)
    assert dataset_hash(shown(back["id"])) == dataset_hash(back)


def test_pull_when_most_are_gone_then_stops_until_forced(make_peer, pull, changes, all_ids):
    peer = make_peer(8)
    pull()
    peer.remove(*list(peer.datasets)[:7])

    run = pull()

    assert run["state"] == "stopped"
    assert "7 of the 8" in run["error"]
    assert "force" in run["error"]
    assert len(all_ids()) == 8
    assert changes(pull(force=True)) == (0, 0, 7)
    assert len(all_ids()) == 1


def test_pull_when_name_is_taken_then_the_copy_has_the_peers_name_added(
    make_peer, pull, shown, changes, verified
):
    peer = make_peer(1)
    own = dataset(council(), name=peer.first["name"])

    run = pull()

    here = shown(peer.first["id"])
    assert run["state"] == "succeeded", run["error"]
    assert here["name"] == f"{peer.first['name']}-salford"
    assert origin_fields(here)["civic_origin_name"] == peer.first["name"]
    assert shown(own["id"])["name"] == peer.first["name"]
    assert verified()["differ"] == 0
    assert changes(pull()) == (0, 0, 0)


def test_pull_when_organization_is_mapped_then_it_owns_the_copies(make_peer, pull, shown):
    peer = make_peer(1, organization="partners")
    pull()
    assert shown(peer.first["id"])["organization"]["name"] == "partners"


def test_pull_when_dataset_has_no_organization_there_then_one_is_named_after_the_peer(
    make_peer, pull, shown
):
    peer = make_peer(1)
    peer.change(peer.first["id"], organization=None, owner_org=None)
    pull()
    assert shown(peer.first["id"])["organization"]["title"] == "Salford portal"


def test_pull_when_our_validation_refuses_then_the_others_arrive(
    make_peer, pull, shown, changes, troubled, verified
):
    peer = make_peer(3)
    bad = peer.first["id"]
    peer.change(bad, author_email="no address")

    run = pull()

    assert run["state"] == "succeeded", run["error"]
    assert changes(run) == (2, 0, 0)
    assert "does not accept it: Author email" in troubled()[bad]
    assert [d["id"] for d in verified()["differences"]] == [bad]

    peer.change(bad, author_email="a@b.example")
    assert changes(pull()) == (1, 0, 0)
    assert troubled() == {}


def test_pull_when_record_is_hostile_then_it_is_quarantined_and_nothing_is_lost(
    make_peer, pull, changes, troubled, all_ids
):
    peer = make_peer(2)
    pull()
    bad = peer.first["id"]
    peer.change(bad, resources=[peer.first["resources"][0] | {"url": "javascript:alert(1)"}])

    run = pull()

    assert changes(run) == (0, 0, 0)
    assert "javascript:" in troubled()[bad]
    assert bad in all_ids()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (json_answer({"success": False, "error": {}}, status=500), "Answered 500"),
        (json_answer({"success": False, "error": {}}), "did not succeed"),
        (Answer(b"<html>Log in", 200, {"Content-Type": "text/html"}), "text/html"),
        (Answer(b'{"success": true, "result"', 200, cut_after=10), "broke off"),
        (json_answer({"success": True, "result": {"count": 9, "results": []}}), "sends none"),
    ],
)
def test_pull_when_peer_fails_then_nothing_is_deleted_and_the_run_says_where(
    make_peer, pull, answer, told, all_ids
):
    peer = make_peer(3)
    pull()
    peer.server.route(SEARCH, answer)

    run = pull()

    assert run["state"] == "failed"
    assert told in run["error"]
    assert f"salford ({peer.url})" in run["error"]
    assert "asked for its datasets from number 1 on" in run["error"]
    assert len(all_ids()) == 3


def test_pull_when_copy_was_deleted_here_by_hand_then_it_is_not_brought_back(
    make_peer, pull, changes, troubled
):
    peer = make_peer(2)
    pull()
    act("package_delete", site_user(), id=peer.first["id"])

    run = pull()

    assert changes(run) == (0, 0, 0)
    assert "deleted here by hand" in troubled()[peer.first["id"]]

    act("dataset_purge", site_user(), id=peer.first["id"])
    assert changes(pull()) == (1, 0, 0)


def test_pull_when_copy_was_altered_behind_sync_then_the_origins_next_version_replaces_it(
    make_peer, pull, shown, changes, verified
):
    peer = make_peer(1)
    pull()
    model.Package.get(peer.first["id"]).notes = "Edited here"
    model.repo.commit()

    assert changes(pull()) == (0, 0, 0)
    assert shown(peer.first["id"])["notes"] == "Edited here"
    assert verified()["differ"] == 1

    peer.change(peer.first["id"], title="Newer")
    assert changes(pull()) == (0, 1, 0)
    assert shown(peer.first["id"])["notes"] == "Every *lamp*."
    assert verified()["differ"] == 0
