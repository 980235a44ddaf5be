"""Releasing and holding: what the actions do and answer."""

from __future__ import annotations

import pytest
from ckan import model
from ckan.plugins import toolkit as tk

import factories

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")


def test_create_when_it_asks_to_be_public_then_is_private_at_once(scene, is_public):
    assert scene.create()["private"] is True
    assert not is_public("lamps")


def test_create_when_a_sysadmin_asks_to_be_public_then_is_private_at_once(scene, is_public):
    factories.act(
        "package_create",
        scene.users["sysadmin"],
        name="lamps",
        owner_org=scene.council["id"],
        private=False,
    )
    assert not is_public("lamps")


def test_create_when_access_checks_are_off_then_is_private_all_the_same(scene, is_public):
    tk.get_action("package_create")(
        {"ignore_auth": True, "user": ""}, {"name": "lamps", "owner_org": scene.council["id"]}
    )
    assert not is_public("lamps")


@pytest.mark.ckan_config("ckan.auth.create_unowned_dataset", True)
def test_create_when_there_is_no_organisation_then_is_refused_and_nothing_is_stored(scene):
    with pytest.raises(tk.ValidationError) as error:
        factories.act("package_create", scene.users["sysadmin"], name="lamps")
    assert "organisation" in str(error.value)
    assert model.Package.get("lamps") is None


@pytest.mark.ckan_config("ckan.auth.create_unowned_dataset", True)
def test_owner_update_when_the_organisation_is_taken_away_then_is_refused(scene):
    dataset = scene.create()
    with pytest.raises(tk.ValidationError):
        factories.act(
            "package_owner_org_update",
            scene.users["sysadmin"],
            id=dataset["id"],
            organization_id=None,
        )
    assert model.Package.get("lamps").owner_org == scene.council["id"]


def test_release_when_an_administrator_decides_then_everybody_sees_it(scene, is_public):
    dataset = scene.create()
    result = scene.release(dataset["id"])
    assert (result["changed"], result["allowed"], result["indexed"]) == (True, True, True)
    assert result["content_hash"] == result["approved_hash"]
    assert is_public("lamps")
    assert factories.act("package_search", None)["count"] == 1
    assert factories.act("package_list", None) == ["lamps"]


def test_release_when_the_id_is_a_name_then_works_too(scene, is_public):
    scene.create()
    assert scene.release("lamps")["changed"] is True
    assert is_public("lamps")


def test_release_when_this_version_is_released_then_changes_nothing(scene, announced):
    scene.create()
    scene.release("lamps")
    before = factories.act("package_show", None, id="lamps")
    announced.clear()
    assert scene.release("lamps")["changed"] is False
    assert factories.act("package_show", None, id="lamps") == before
    assert announced == []
    shown = factories.act("civic_gate_dataset_show", scene.users["editor"], id="lamps")
    assert len(shown["history"]) == 1


def test_release_when_the_reason_is_missing_then_is_refused(scene, is_public):
    scene.create()
    with pytest.raises(tk.ValidationError) as error:
        scene.release("lamps", reason="")
    assert "reason" in error.value.error_dict
    assert not is_public("lamps")


def test_release_when_the_reviewer_saw_another_version_then_is_refused(scene, is_public):
    scene.create()
    seen = factories.act("civic_gate_dataset_show", scene.users["admin"], id="lamps")
    factories.act("package_patch", scene.users["editor"], id="lamps", title="Other")
    with pytest.raises(tk.ValidationError) as error:
        scene.release("lamps", content_hash=seen["content_hash"])
    assert "content_hash" in error.value.error_dict
    assert not is_public("lamps")


@pytest.mark.parametrize("state", ["draft", "deleted"])
def test_release_when_the_dataset_is_not_active_then_is_refused(scene, state):
    dataset = scene.create()
    factories.act("package_patch", scene.users["sysadmin"], id=dataset["id"], state=state)
    with pytest.raises(tk.ValidationError):
        scene.release("lamps", role="sysadmin")


def test_release_when_the_portal_itself_releases_a_copy_then_works(scene, is_public):
    dataset = scene.create()
    result = tk.get_action("civic_gate_dataset_release")(
        {"ignore_auth": True, "user": factories.site_user()},
        {"id": dataset["id"], "reason": "Released at its origin http://salford.example"},
    )
    assert result["changed"] is True
    assert result["reviewer"]
    assert is_public("lamps")


def test_release_when_it_is_held_again_and_released_again_then_modified_moves_each_time(scene):
    scene.create()
    scene.release("lamps")
    first = factories.act("package_show", None, id="lamps")["metadata_modified"]
    scene.hold("lamps")
    scene.release("lamps")
    assert factories.act("package_show", None, id="lamps")["metadata_modified"] > first


def test_hold_when_an_editor_withdraws_then_nobody_outside_sees_it(scene, is_public, announced):
    dataset = scene.create()
    scene.release("lamps")
    announced.clear()
    result = scene.hold("lamps")
    assert (result["changed"], result["allowed"], result["rule"]) == (True, False, "reviewer-held")
    assert not is_public("lamps")
    assert factories.act("package_search", None)["count"] == 0
    assert announced == [dataset["id"]]
    assert factories.act("package_show", scene.users["member"], id="lamps")["private"] is True


def test_hold_when_it_is_held_by_decision_already_then_changes_nothing(scene):
    scene.create()
    assert scene.hold("lamps")["changed"] is True
    assert scene.hold("lamps")["changed"] is False


def test_list_when_asked_by_state_then_answers_only_own_organisations(scene):
    scene.create(name="waits")
    scene.create(name="open")
    scene.release("open")

    def names(role, **filters):
        found = factories.act("civic_gate_dataset_list", scene.users[role], **filters)
        assert found["count"] == len(found["results"])
        return [row["name"] for row in found["results"]]

    assert names("member", state="held") == ["waits"]
    assert names("member", state="released") == ["open"]
    assert sorted(names("sysadmin")) == ["open", "waits"]
    assert names("outsider") == []
    assert names("sysadmin", organization="nothing") == []


def test_list_when_paged_then_counts_all_and_answers_one(scene):
    for name in ("one", "two", "three"):
        scene.create(name=name)
    found = factories.act("civic_gate_dataset_list", scene.users["member"], limit=1, offset=1)
    assert (found["count"], [row["name"] for row in found["results"]]) == (3, ["two"])
