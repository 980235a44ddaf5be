"""What anybody may know of a release: role and time, nobody's name and no reason."""

from __future__ import annotations

import json
import time

import pytest
from ckan.plugins import toolkit as tk

import factories
from ckanext.civic.gate.enforcement import replacement

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")

EVERYBODY = ("anonymous", "outsider", "other", "member", "editor", "admin", "sysadmin")


def shown(user=None, id="lamps"):
    return factories.act("civic_gate_release_show", user, id=id)


def test_release_show_when_released_then_everybody_is_told_role_and_time_alone(scene):
    scene.create()
    released = scene.release("lamps", reason="Canary reason.")

    answers = [shown(scene.users[role]) for role in EVERYBODY]
    expected = {
        "id": released["id"],
        "role": "reviewer",
        "released_at": released["decided_at"],
    }
    assert answers == [expected] * len(EVERYBODY)
    told = json.dumps(answers)
    assert "Canary" not in told
    assert released["reviewer"] not in told
    assert released["reviewer_id"] not in told


@pytest.mark.parametrize("role", EVERYBODY)
def test_release_show_when_never_released_then_nobody_finds_a_release(scene, role):
    scene.create()
    with pytest.raises(tk.ObjectNotFound):
        shown(scene.users[role])


def test_release_show_when_held_again_then_nobody_finds_a_release(scene):
    scene.create()
    scene.release("lamps")
    scene.hold("lamps")
    for role in EVERYBODY:
        with pytest.raises(tk.ObjectNotFound):
            shown(scene.users[role])


def test_release_show_when_there_is_no_such_dataset_then_it_is_not_found(scene):
    with pytest.raises(tk.ObjectNotFound):
        shown(id="nothing")
    with pytest.raises(tk.ObjectNotFound):
        factories.act("civic_gate_release_show", None)


@pytest.mark.ckan_config("ckanext.civic.gate.small_council", True)
def test_release_show_when_the_creator_released_it_then_the_role_is_publisher(scene):
    admin = scene.users["admin"]
    factories.act("package_create", admin, name="lamps", owner_org=scene.council["id"])
    scene.release("lamps")
    assert shown()["role"] == "publisher"


def test_release_show_when_the_portal_released_it_then_the_role_is_portal(scene):
    scene.create()
    user = factories.site_user()
    factories.act("civic_gate_dataset_release", user, id="lamps", reason="Released at its origin")
    assert shown()["role"] == "portal"


def test_release_show_when_a_replacement_failed_then_role_and_time_stay(scene):
    dataset = scene.create()
    scene.release("lamps")
    before = shown()

    time.sleep(1.1)  # times are told in seconds
    row = replacement.close_first(dataset["id"])
    with pytest.raises(tk.ObjectNotFound):
        shown()
    assert replacement.reopen_if_untouched(row)

    assert shown() == before
    decided = factories.act("civic_gate_dataset_show", scene.users["admin"], id="lamps")
    assert decided["rule"] == "replacement-failed"
    assert decided["decided_at"] != before["released_at"]


def test_release_show_when_asked_over_http_get_then_it_answers(scene, make_app):
    scene.create()
    scene.release("lamps")
    answer = make_app().get("/api/3/action/civic_gate_release_show?id=lamps")
    assert answer.json["result"]["role"] == "reviewer"
