"""Datasets whose origin is not the peer: ours, forged, relayed."""

from __future__ import annotations

import pytest

from ckanext.civic.core.dataset_content import dataset_hash
from factories import council, dataset

pytestmark = pytest.mark.with_plugins("civic_sync")


def with_origin(original, here, **fields):
    claim = {
        "civic_origin": here,
        "civic_origin_id": original["id"],
        "civic_origin_hash": dataset_hash(original),
        "civic_origin_path": here,
        "civic_origin_graph": f"{here}/graph/salford/{original['name']}",
    }
    extras = [{"key": key, "value": value} for key, value in (claim | fields).items()]
    return {"extras": [*original["extras"], *extras]}


def test_pull_when_peer_shows_our_own_dataset_then_it_is_not_touched(
    make_peer, pull, shown, ckan_config, changes, troubled
):
    peer = make_peer(1)
    own = dataset(council(), title="Ours")
    theirs = peer.first | own | {"title": "Changed there"}
    peer.datasets = {own["id"]: theirs | with_origin(theirs, ckan_config["ckan.site_url"])}
    peer.serve()

    run = pull()

    assert changes(run) == (0, 0, 0)
    assert run["counts"]["skipped"] == 1
    assert shown(own["id"])["title"] == "Ours"
    assert troubled() == {}


@pytest.mark.parametrize(
    ("origin", "reason"),
    [
        (None, "belongs to a dataset of this portal"),
        ("http://elsewhere.example", "belongs to a dataset of this portal"),
    ],
)
def test_pull_when_peer_takes_the_id_of_our_dataset_then_it_is_quarantined(
    make_peer, pull, shown, origin, reason, troubled
):
    peer = make_peer(1)
    own = dataset(council(), title="Ours")
    forged = peer.first | {"id": own["id"], "title": "Forged"}
    peer.datasets = {own["id"]: forged | (with_origin(forged, origin) if origin else {})}
    peer.serve()

    run = pull()

    assert run["counts"]["quarantined"] == 1
    assert reason in troubled()[own["id"]]
    assert shown(own["id"])["title"] == "Ours"


def test_pull_when_peer_says_a_dataset_is_ours_but_it_is_not_then_it_is_quarantined(
    make_peer, pull, ckan_config, changes, troubled, all_ids
):
    peer = make_peer(1)
    peer.change(peer.first["id"], **with_origin(peer.first, ckan_config["ckan.site_url"]))

    run = pull()

    assert changes(run) == (0, 0, 0)
    assert "but it was not" in troubled()[peer.first["id"]]
    assert all_ids() == []
