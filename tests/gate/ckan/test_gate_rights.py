"""Who may do what: every action by every role, held and released."""

from __future__ import annotations

import pytest
from ckan.plugins import toolkit as tk

import factories

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")

# strangers first: those who may do something change what the next one finds
ROLES = ("anonymous", "outsider", "other", "member", "editor", "admin", "sysadmin")


def outcome(user, action, **data) -> str:
    try:
        factories.act(action, user, **data)
    except tk.ObjectNotFound:
        return "not found"
    except tk.NotAuthorized:
        return "refused"
    return "done"


def outcomes(scene, action, **data) -> dict[str, str]:
    return {role: outcome(scene.users[role], action, **data) for role in ROLES}


STRANGERS = {"anonymous": "not found", "outsider": "not found", "other": "not found"}


def test_show_when_held_then_only_the_team_may(scene):
    scene.create()
    assert outcomes(scene, "civic_gate_dataset_show", id="lamps") == {
        **STRANGERS,
        "member": "done",
        "editor": "done",
        "admin": "done",
        "sysadmin": "done",
    }


def test_show_when_released_then_strangers_are_refused(scene):
    scene.create()
    scene.release("lamps")
    found = outcomes(scene, "civic_gate_dataset_show", id="lamps")
    assert {role for role, result in found.items() if result == "refused"} == set(STRANGERS)


def test_hold_when_held_then_strangers_do_not_find_it_and_members_are_refused(scene):
    scene.create()
    assert outcomes(scene, "civic_gate_dataset_hold", id="lamps", reason="x") == {
        **STRANGERS,
        "member": "refused",
        "editor": "done",
        "admin": "done",
        "sysadmin": "done",
    }


def test_release_when_held_then_only_administrators_and_sysadmins_may(scene):
    scene.create()
    assert outcomes(scene, "civic_gate_dataset_release", id="lamps", reason="x") == {
        **STRANGERS,
        "member": "refused",
        "editor": "refused",
        "admin": "done",
        "sysadmin": "done",
    }


def test_list_when_anonymous_then_is_refused(scene):
    assert outcome(None, "civic_gate_dataset_list") == "refused"


@pytest.mark.parametrize("role", ["admin", "sysadmin"])
def test_release_when_the_reviewer_created_it_then_is_refused(scene, role, is_public):
    factories.act("package_create", scene.users[role], name="lamps", owner_org=scene.council["id"])
    assert (
        outcome(scene.users[role], "civic_gate_dataset_release", id="lamps", reason="x")
        == "refused"
    )
    assert not is_public("lamps")


@pytest.mark.ckan_config("ckanext.civic.gate.small_council", True)
def test_release_when_a_small_councils_reviewer_created_it_then_the_log_says_so(scene):
    factories.act(
        "package_create", scene.users["admin"], name="lamps", owner_org=scene.council["id"]
    )
    assert scene.release("lamps")["rule"] == "small-council-released"


@pytest.mark.ckan_config("ckan.auth.allow_dataset_collaborators", True)
def test_show_when_somebody_collaborates_on_a_held_dataset_then_may(scene):
    dataset = scene.create()
    factories.act(
        "package_collaborator_create",
        scene.users["sysadmin"],
        id=dataset["id"],
        user_id=scene.users["outsider"],
        capacity="member",
    )
    assert outcome(scene.users["outsider"], "package_show", id="lamps") == "done"
    assert outcome(scene.users["outsider"], "civic_gate_dataset_show", id="lamps") == "done"
    assert outcome(scene.users["other"], "package_show", id="lamps") == "not found"
