from __future__ import annotations

import pytest
from ckan.plugins import toolkit as tk

import factories

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "civic_gate"),
    pytest.mark.usefixtures("civic_db"),
]


@pytest.fixture
def council(civic_db):
    return factories.council()


@pytest.fixture
def users(council):
    return factories.users_of(council)


@pytest.fixture
def held(council, users):
    return factories.act(
        "package_create", users["editor"], name="held-one", owner_org=council["id"], private=False
    )


def release(users, id, **more):
    return factories.act(
        "civic_gate_dataset_release", users["admin"], id=id, reason="Checked.", **more
    )


def is_public(id) -> bool:
    try:
        factories.act("package_show", None, id=id)
    except tk.ObjectNotFound:
        return False
    return True


def test_create_when_it_asks_to_be_public_then_is_private_at_once(held):
    assert held["private"] is True
    assert not is_public("held-one")


def test_release_when_an_administrator_decides_then_everybody_sees_it(held, users):
    result = release(users, held["id"])
    assert (result["changed"], result["allowed"], result["indexed"]) == (True, True, True)
    assert is_public("held-one")
    assert factories.act("package_search", None)["count"] == 1
    assert factories.act("package_list", None) == ["held-one"]
