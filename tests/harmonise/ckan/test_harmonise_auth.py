"""Who may run a file and who may read its report."""

from __future__ import annotations

import pytest
from ckan.plugins import toolkit as tk

import factories

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]

MAY_EDIT = {"editor", "admin", "sysadmin"}
MAY_SEE_PRIVATE = {"member", *MAY_EDIT}


def allowed(users, action, **data):
    """Return the roles whose call of ``action`` is not refused."""
    roles = set()
    for role, user in users.items():
        try:
            factories.act(action, user, **data)
        except tk.NotAuthorized:
            continue
        roles.add(role)
    return roles


@pytest.mark.parametrize("action", ["run", "queue"])
def test_run_when_called_by_each_role_then_only_who_may_edit_may(council, source, action):
    users = factories.users_of(council)
    assert allowed(users, f"civic_harmonise_resource_{action}", id=source["id"]) == MAY_EDIT


def test_show_when_the_dataset_is_public_then_everyone_may(council, source, run):
    run()
    users = factories.users_of(council)
    assert allowed(users, "civic_harmonise_resource_show", id=source["id"]) == set(factories.ROLES)


def test_show_when_the_dataset_is_private_then_only_its_council_may(council, package, source, run):
    run()
    factories.act("package_patch", factories.site_user(), id=package["id"], private=True)
    users = factories.users_of(council)
    assert allowed(users, "civic_harmonise_resource_show", id=source["id"]) == MAY_SEE_PRIVATE


def test_models_when_listed_by_each_role_then_everyone_may(council):
    users = factories.users_of(council)
    everyone = set(factories.ROLES)
    assert allowed(users, "civic_harmonise_model_list") == everyone
    assert allowed(users, "civic_harmonise_area_outlines") == everyone
    assert allowed(users, "civic_harmonise_council_show", id="Salford City Council") == everyone
    assert allowed(users, "civic_harmonise_model_show", id="parking") == everyone
    assert allowed(users, "civic_harmonise_crosswalk_list") == everyone
