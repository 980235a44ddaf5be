"""Nobody but sync says where a dataset was born, or changes a copy."""

from __future__ import annotations

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests.helpers import call_action

import factories

pytestmark = [pytest.mark.with_plugins("civic_sync"), pytest.mark.usefixtures("civic_db")]

FORGED = [{"key": "civic_origin", "value": "https://salford.example"}]


@pytest.fixture
def dataset():
    return factories.dataset(factories.council(), extras=[{"key": "colour", "value": "blue"}])


def test_package_create_when_it_claims_an_origin_then_refused():
    organization = factories.council()
    with pytest.raises(tk.ValidationError, match="civic_origin"):
        call_action("package_create", name="forged", owner_org=organization["id"], extras=FORGED)


def test_package_patch_when_it_claims_an_origin_then_refused_and_unchanged(dataset):
    with pytest.raises(tk.ValidationError, match="civic_origin"):
        call_action("package_patch", id=dataset["id"], extras=FORGED)
    extras = call_action("package_show", id=dataset["id"])["extras"]
    assert [extra["key"] for extra in extras] == ["colour"]


def test_package_patch_when_extras_are_the_publishers_own_then_saved(dataset):
    own = [{"key": "colour", "value": "green"}]
    assert call_action("package_patch", id=dataset["id"], extras=own)["extras"] == own


def test_package_patch_when_dataset_is_a_copy_then_refused_and_names_its_origin(make_peer, pull):
    peer = make_peer(1)
    pull()
    with pytest.raises(tk.ValidationError, match=peer.url):
        call_action("package_patch", id=peer.first["id"], notes="Changed here")
    shown = call_action("package_show", id=peer.first["id"])
    assert shown["notes"] == peer.first["notes"]


def test_package_update_when_copy_is_saved_as_it_is_then_accepted(make_peer, pull):
    peer = make_peer(1)
    pull()
    shown = call_action("package_show", id=peer.first["id"])
    assert call_action("package_update", **shown)["notes"] == peer.first["notes"]
