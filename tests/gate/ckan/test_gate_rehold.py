"""A release covers one version: every change holds the dataset again."""

from __future__ import annotations

import contextlib
import io

import pytest
from ckan import model
from ckan.plugins import toolkit as tk
from werkzeug.datastructures import FileStorage

import factories

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")


@pytest.fixture
def released(scene):
    dataset = scene.create(tags=[{"name": "street"}], extras=[{"key": "a", "value": "1"}])
    factories.uploaded_csv(dataset, "id\n1\n", "lamps.csv")
    scene.release("lamps")
    return factories.act("package_show", None, id="lamps")


def upload(text, name="lamps.csv"):
    return FileStorage(io.BytesIO(text.encode()), name)


CHANGES = {
    "title": lambda d, act: act("package_patch", id=d["id"], title="Other"),
    "notes": lambda d, act: act("package_patch", id=d["id"], notes="Other"),
    "name": lambda d, act: act("package_patch", id=d["id"], name="lamps-2"),
    "tags": lambda d, act: act("package_patch", id=d["id"], tags=[{"name": "x-ray"}]),
    "extras": lambda d, act: act("package_patch", id=d["id"], extras=[{"key": "a", "value": "2"}]),
    "whole dataset": lambda d, act: act("package_update", **{**d, "title": "Other"}),
    "revised": lambda d, act: act(
        "package_revise", match={"id": d["id"]}, update={"notes": "Other"}
    ),
    "no resources": lambda d, act: act("package_patch", id=d["id"], resources=[]),
    "resource added": lambda d, act: act(
        "resource_create", package_id=d["id"], url="http://example.org/x", name="x"
    ),
    "resource removed": lambda d, act: act("resource_delete", id=d["resources"][0]["id"]),
    "resource described": lambda d, act: act(
        "resource_patch", id=d["resources"][0]["id"], description="Other"
    ),
    "resource's hash": lambda d, act: act(
        "resource_patch", id=d["resources"][0]["id"], url="http://example.org/y", url_type=""
    ),
    "file replaced": lambda d, act: act(
        "resource_patch", id=d["resources"][0]["id"], upload=upload("id\n2\n")
    ),
    "file replaced by revise": lambda d, act: act(
        "package_revise", match={"id": d["id"]}, update__resources__0__upload=upload("id\n2\n")
    ),
    "made private": lambda d, act: act("package_patch", id=d["id"], private=True),
    "deleted": lambda d, act: act("package_delete", id=d["id"]),
    "set to draft": lambda d, act: act("package_patch", id=d["id"], state="draft"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_change_when_released_then_is_held_again_with_a_log_entry(
    released, scene, is_public, announced, change
):
    def act(action, **data):
        return factories.act(action, scene.users["editor"], **data)

    CHANGES[change](released, act)
    assert not is_public(released["id"])
    assert model.Package.get(released["id"]).private is True
    assert factories.act("package_search", None)["count"] == 0
    assert factories.act("package_list", None) == []
    assert set(announced) == {released["id"]}
    shown = factories.act("civic_gate_dataset_show", scene.users["sysadmin"], id=released["id"])
    assert shown["state"] == "held"
    assert shown["history"][0]["to_state"] == "held"
    assert shown["history"][0]["reviewer_id"]


UNCHANGING = {
    "same again": lambda d, act: act("package_patch", id=d["id"], title=d["title"]),
    "same file again": lambda d, act: act(
        "resource_patch", id=d["resources"][0]["id"], upload=upload("id\n1\n")
    ),
    "a group": lambda d, act: act(
        "package_patch", id=d["id"], groups=[{"id": factories.core.Group()["id"]}]
    ),
    "a view": lambda d, act: act(
        "resource_patch", id=d["resources"][0]["id"], datastore_active=False
    ),
}


@pytest.mark.parametrize("change", UNCHANGING)
def test_change_when_the_content_stays_the_same_then_stays_released(
    released, scene, is_public, change
):
    def act(action, **data):
        return factories.act(action, scene.users["sysadmin"], **data)

    UNCHANGING[change](released, act)
    assert is_public(released["id"])
    assert factories.act("package_search", None)["count"] == 1


def test_release_when_the_content_is_put_back_then_needs_a_new_decision(released, scene, is_public):
    editor = scene.users["editor"]
    factories.act("package_patch", editor, id="lamps", title="Other")
    factories.act("package_patch", editor, id="lamps", title=released["title"])
    assert not is_public("lamps")
    assert scene.release("lamps")["changed"] is True
    assert is_public("lamps")


def test_restore_when_a_released_dataset_was_deleted_then_stays_held(released, scene, is_public):
    factories.act("package_delete", scene.users["editor"], id=released["id"])
    factories.act("package_patch", scene.users["sysadmin"], id=released["id"], state="active")
    assert not is_public(released["id"])


def test_purge_when_released_then_says_so_and_the_log_stays(released, scene, announced):
    factories.act("dataset_purge", scene.users["sysadmin"], id=released["id"])
    assert announced == [released["id"]]
    assert model.Package.get(released["id"]) is None


FLIPS = {
    "patch": lambda id, act: act("package_patch", id=id, private=False),
    "update": lambda id, act: act(
        "package_update", **{**act("package_show", id=id), "private": False}
    ),
    "revise": lambda id, act: act("package_revise", match={"id": id}, update={"private": False}),
    "in bulk": lambda id, act: act(
        "bulk_update_public", datasets=[id], org_id=model.Package.get(id).owner_org
    ),
    "with another change": lambda id, act: act(
        "package_patch", id=id, private=False, title="Other"
    ),
    "as active": lambda id, act: act("package_patch", id=id, private=False, state="active"),
}


@pytest.mark.parametrize("role", ["editor", "admin", "sysadmin"])
def test_private_flag_when_somebody_clears_it_on_a_held_dataset_then_stays_set(
    scene, is_public, role
):
    def act(action, **data):
        return factories.act(action, scene.users[role], **data)

    dataset = scene.create()
    for way, flip in FLIPS.items():
        # core lets only administrators change many at once
        with contextlib.suppress(tk.NotAuthorized):
            flip(dataset["id"], act)
        assert model.Package.get(dataset["id"]).private is True, way
        assert not is_public(dataset["id"]), way


def test_private_flag_when_cleared_in_the_database_then_strangers_still_find_nothing(
    scene, is_public
):
    dataset = scene.create()
    model.Session.query(model.Package).filter_by(id=dataset["id"]).update({"private": False})
    model.Session.commit()
    from ckan.lib.search import rebuild

    rebuild(dataset["id"])
    assert not is_public(dataset["id"])
    assert factories.act("package_list", None) == []
    assert factories.act("package_search", None)["count"] == 0


def test_edit_when_another_language_is_used_then_unchanged_content_stays_released(
    released, scene, is_public, app
):
    app.post(
        f"/de/dataset/groups/{released['id']}",
        data={"group_added": factories.core.Group()["id"]},
        headers={"Authorization": factories.token_of(scene.users["sysadmin"])},
    )
    assert is_public(released["id"])


def test_content_hash_when_shown_then_is_that_of_package_show(released, scene):
    from ckanext.civic.core.dataset_content import dataset_hash

    shown = factories.act("civic_gate_dataset_show", scene.users["member"], id="lamps")
    assert shown["content_hash"] == dataset_hash(released)


def test_stranger_when_changing_a_held_dataset_then_does_not_find_it(scene):
    dataset = scene.create()
    for role in ("outsider", "other"):
        with pytest.raises(tk.ObjectNotFound):
            factories.act("package_patch", scene.users[role], id=dataset["id"], title="x")
        with pytest.raises(tk.ObjectNotFound):
            factories.act("package_update", scene.users[role], id=dataset["id"], name="x")
