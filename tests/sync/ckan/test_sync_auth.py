"""Who may call what."""

from __future__ import annotations

import pytest
from ckan.plugins import toolkit as tk

from factories import ROLES, act, council, dataset, users_of

pytestmark = [pytest.mark.with_plugins("civic_sync"), pytest.mark.usefixtures("civic_db")]

SYSADMIN_ACTIONS = {
    "civic_sync_peer_create": {"name": "bury", "url": "https://bury.example"},
    "civic_sync_peer_list": {},
    "civic_sync_peer_show": {"name": "salford"},
    "civic_sync_peer_update": {"name": "salford", "title": "Other"},
    "civic_sync_peer_check": {"name": "salford"},
    "civic_sync_peer_pull": {"name": "salford"},
    "civic_sync_run_list": {},
    "civic_sync_run_show": {"id": "x"},
    "civic_sync_verify": {"name": "salford"},
    "civic_sync_peer_delete": {"name": "salford"},
}


@pytest.fixture
def people():
    users = users_of(council(name="salford"))
    act(
        "civic_sync_peer_create",
        users["sysadmin"],
        name="salford",
        url="http://127.0.0.1:1",
    )
    return users


def test_peer_actions_when_not_sysadmin_then_are_refused(people):
    for action, arguments in SYSADMIN_ACTIONS.items():
        for role in ROLES[:-1]:
            with pytest.raises(tk.NotAuthorized):
                act(action, people[role], **arguments)


def test_peer_actions_when_sysadmin_then_are_allowed(people):
    for action, arguments in SYSADMIN_ACTIONS.items():
        try:
            act(action, people["sysadmin"], **arguments)
        except (tk.ValidationError, tk.ObjectNotFound):
            continue  # asked and answered: nobody listens at that address, no such run


def test_dataset_show_when_dataset_is_public_then_anyone_may(people):
    found = dataset({"id": _organization_id()})
    for role in ROLES:
        shown = act("civic_sync_dataset_show", people[role], id=found["id"])
        assert shown["origin_id"] == found["id"]
        assert shown["path"] == [shown["origin"]] == ["http://test.civic.example"]


def test_dataset_show_when_dataset_is_private_then_only_its_readers_may(people):
    found = dataset({"id": _organization_id()}, private=True)
    for role in ("member", "editor", "admin", "sysadmin"):
        assert act("civic_sync_dataset_show", people[role], id=found["id"])["id"] == found["id"]
    for role in ("anonymous", "outsider"):
        with pytest.raises(tk.NotAuthorized):
            act("civic_sync_dataset_show", people[role], id=found["id"])


def test_dataset_show_when_there_is_none_then_is_not_found():
    with pytest.raises(tk.ObjectNotFound):
        act("civic_sync_dataset_show", None, id="none")


def _organization_id():
    return tk.get_action("organization_show")({"ignore_auth": True}, {"id": "salford"})["id"]
