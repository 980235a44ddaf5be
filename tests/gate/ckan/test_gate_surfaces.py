"""Nothing of a held dataset reaches a stranger, on any page or action that takes no side effect.

Every route of the running application and every read action is walked; nobody has to remember to
add a new one. A stranger's answer about a held dataset equals the answer about an absent one.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from ckan import logic
from ckan.plugins import toolkit as tk

import factories

# the portals' own plugins, and core's that have surfaces of their own
PLUGINS = (
    "civic_gate civic_harmonise civic_rdf civic_sync civic_certificate"
    " dcat text_view image_view stats resource_proxy"
)

pytestmark = pytest.mark.ckan_config("ckan.plugins", PLUGINS)

# In everything that a stranger must not find: title, name, notes, tag, extra, file, cell.
CANARY = "zqxjk"

STRANGERS = ("anonymous", "outsider", "other")
QUERIES = (
    {},
    {"q": CANARY},
    {"q": "*:*", "include_private": True, "include_drafts": True, "include_deleted": True},
    {"q": "*:*", "fl": "id,name,title,notes,data_dict", "rows": 1000},
    {"query": f"name:{CANARY}"},
    {"query": f"description:{CANARY}"},
    {"limit": 100},
    {"q": CANARY, "limit": 100},
    {"query": CANARY},
    {"all_fields": True},
    {"facet.field": ["tags", "res_format", "organization"], "facet.limit": -1},
)


@pytest.fixture
def withdrawn(scene):
    """A dataset full of canaries that was public once."""
    made = scene.canaries(CANARY)
    scene.release(made["dataset"]["id"])
    scene.hold(made["dataset"]["id"])
    return made


@pytest.fixture
def hidden(scene, withdrawn):
    """Datasets full of canaries: withdrawn, never released, changed after the release."""
    changed = scene.canaries(f"{CANARY}-changed")
    scene.release(changed["dataset"]["id"])
    factories.act(
        "package_patch", scene.users["editor"], id=changed["dataset"]["id"], notes=f"{CANARY}!"
    )
    return [withdrawn, scene.canaries(f"{CANARY}-never"), changed]


def headers(scene, role) -> dict[str, str]:
    user = scene.users[role]
    return {"Authorization": factories.token_of(user)} if user else {}


def references(hidden) -> list[dict[str, str]]:
    """Return the ways to name what is hidden, as route and action parameters."""
    found = []
    for made in hidden:
        dataset, resource, view = made["dataset"], made["resource"], made["view"]
        below = {"resource_id": resource["id"], "view_id": view["id"], "filename": "f.csv"}
        found.append({"id": dataset["id"], **below})
    named = {**found[0], "id": hidden[0]["dataset"]["name"]}
    below = [{**found[0], "id": hidden[0][kind]["id"]} for kind in ("resource", "view")]
    return [*found, named, *below]


def absent() -> dict[str, str]:
    """Return a reference to nothing."""
    ids = {key: str(uuid.uuid4()) for key in ("id", "resource_id", "view_id")}
    return {**ids, "filename": "f.csv"}


def without(text: str, reference: dict[str, str]) -> str:
    """Return ``text`` without what the question itself said: an answer may repeat that."""
    for key, value in reference.items():
        text = text.replace(value or "<none>", f"<{key}>")
    return text


def secrets(hidden) -> list[str]:
    ids = [made[kind]["id"] for made in hidden for kind in ("dataset", "resource", "view")]
    return [CANARY, *ids]


def get(app, path: str, headers: dict[str, str]) -> tuple[int, str, str]:
    try:
        answer = app.get(path, headers=headers, follow_redirects=False, expect_errors=True)
    except Exception as error:
        # what a portal answers with its plain page for status 500
        return 500, type(error).__name__, ""
    return answer.status_code, answer.headers.get("Location", ""), answer.body


def routes(app, values: dict[str, str]) -> list[str]:
    """Return the path of every GET route that ``values`` can fill."""
    values = {**values, "_id": values["id"], "_format": "ttl", "offset": "/", "ver": "3"}
    adapter = app.flask_app.url_map.bind("test.civic.example")
    paths = {}
    for rule in app.flask_app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments - set(values) - set(
            rule.defaults or ()
        ):
            continue
        if rule.endpoint.startswith(("static", "webassets", "debugtoolbar", "user.logout")):
            continue
        parts = {name: values[name] for name in rule.arguments if name in values}
        path = adapter.build(rule.endpoint, {**(rule.defaults or {}), **parts}, "GET")
        paths[rule.endpoint, rule.rule] = path
    return [paths[key] for key in sorted(paths)]


def read_actions() -> list[str]:
    tk.get_action("package_show")
    return sorted(
        name
        for name, action in logic._actions.items()
        if getattr(action, "side_effect_free", False)
    )


@pytest.mark.parametrize("role", ["anonymous", "other"])
def test_pages_when_a_stranger_walks_every_route_then_hidden_equals_absent(
    scene, hidden, app, role
):
    asker = headers(scene, role)
    nothing = absent()
    expected = [get(app, path, asker) for path in routes(app, nothing)]
    assert len(expected) > 50
    for reference in references(hidden)[:4]:
        for path, answered in zip(routes(app, reference), expected, strict=True):
            status, location, body = get(app, path, asker)
            assert (status, without(location, reference)) == (
                answered[0],
                without(answered[1], nothing),
            ), path
            told = without(body, reference)
            assert not [secret for secret in secrets(hidden) if secret in told], path


@pytest.mark.parametrize("role", STRANGERS)
def test_actions_when_a_stranger_asks_about_it_then_hidden_equals_absent(scene, hidden, role):
    user = scene.users[role]
    nothing = absent()
    for name in read_actions():
        expected = answer(name, user, nothing)
        for reference in references(hidden):
            assert answer(name, user, reference) == expected, name


@pytest.mark.parametrize("role", ["anonymous", "other"])
def test_actions_when_a_stranger_lists_and_searches_then_no_canary_comes(scene, hidden, role):
    user = scene.users[role]
    council = scene.council["id"]
    for name in read_actions():
        for query in (*QUERIES, {"id": council, "include_datasets": True}, {"id": council}):
            try:
                told = json.dumps(
                    tk.get_action(name)({"user": user or ""}, dict(query)), default=str
                )
            except Exception:
                continue
            assert not [secret for secret in secrets(hidden) if secret in told], (name, query)


WRITES: dict[str, dict[str, Any]] = {
    "package_update": {"title": "x"},
    "package_patch": {"title": "x"},
    "package_delete": {},
    "package_owner_org_update": {"organization_id": None},
    "resource_update": {"url": "x"},
    "resource_patch": {"url": "x"},
    "resource_delete": {},
    "resource_view_update": {"title": "x"},
    "resource_view_delete": {},
    "follow_dataset": {},
    "unfollow_dataset": {},
    "civic_gate_dataset_hold": {"reason": "x"},
    "civic_gate_dataset_release": {"reason": "x"},
}


@pytest.mark.parametrize("role", STRANGERS)
def test_writes_when_a_stranger_tries_then_hidden_equals_absent(scene, withdrawn, role):
    user = scene.users[role]
    for name, more in WRITES.items():
        expected = answer(name, user, {"id": str(uuid.uuid4()), **more})
        for made in (withdrawn["dataset"], withdrawn["resource"], withdrawn["view"]):
            assert answer(name, user, {"id": made["id"], **more}) == expected, name
    for name, key in (
        ("resource_create", "package_id"),
        ("resource_view_create", "resource_id"),
    ):
        id = withdrawn["dataset"]["id"] if key == "package_id" else withdrawn["resource"]["id"]
        more = {"title": "x", "view_type": "text_view", "url": "x"}
        assert answer(name, user, {key: id, **more}) == answer(
            name, user, {key: str(uuid.uuid4()), **more}
        ), name


def answer(name: str, user: str | None, data: dict[str, str]) -> tuple[str, str]:
    """Return the kind and text of what an action answers, without what the question said."""
    try:
        result = tk.get_action(name)({"user": user or ""}, dict(data))
    except Exception as error:
        return type(error).__name__, without(str(error), data)
    return "answered", without(json.dumps(result, default=str), data)


@pytest.mark.parametrize("role", STRANGERS)
def test_tag_when_only_held_datasets_carry_it_then_it_equals_an_absent_one(scene, hidden, role):
    user = scene.users[role]
    expected = answer("tag_show", user, {"id": "no such tag"})
    for made in hidden:
        tag = made["dataset"]["tags"][0]
        for key in (tag["id"], tag["name"]):
            assert answer("tag_show", user, {"id": key}) == expected


def test_tag_when_held_then_the_team_sees_it_and_all_do_after_release(scene, withdrawn):
    tag = withdrawn["dataset"]["tags"][0]
    assert factories.act("tag_show", scene.users["member"], id=tag["name"])["id"] == tag["id"]
    scene.release(withdrawn["dataset"]["id"])
    assert factories.act("tag_show", None, id=tag["name"])["id"] == tag["id"]


def test_download_when_held_then_only_the_team_gets_the_file(scene, withdrawn, app):
    path = (
        f"/dataset/{withdrawn['dataset']['id']}/resource/{withdrawn['resource']['id']}"
        f"/download/{CANARY}.csv"
    )
    statuses = {role: get(app, path, headers(scene, role))[0] for role in scene.users}
    assert statuses == {
        "anonymous": 404,
        "outsider": 404,
        "other": 404,
        "member": 200,
        "editor": 200,
        "admin": 200,
        "sysadmin": 200,
    }


def test_everything_when_released_then_is_there_for_everybody(scene, app):
    made = scene.canaries(CANARY)
    scene.release(made["dataset"]["id"])
    id, resource_id = made["dataset"]["id"], made["resource"]["id"]
    name = made["dataset"]["name"]
    for path in (
        f"/dataset/{name}",
        f"/dataset/{name}.ttl",
        "/catalog.ttl",
        f"/dataset/{name}/resource/{resource_id}",
        f"/dataset/{name}/resource/{resource_id}/download/f.csv",
        "/api/3/action/package_search",
        "/api/3/action/package_list",
        "/api/3/action/current_package_list_with_resources",
        f"/api/3/action/package_autocomplete?q={CANARY}",
        "/api/3/action/tag_list",
        f"/api/3/action/format_autocomplete?q={CANARY}",
        f"/api/3/action/resource_search?query=format:{CANARY}",
        f"/api/3/action/resource_show?id={resource_id}",
        f"/api/3/action/member_list?id={scene.council['id']}",
    ):
        status, _location, body = get(app, path, {})
        assert status == 200, path
        assert CANARY in body or id in body, path


def test_lists_when_a_member_asks_then_the_held_dataset_is_there(scene, withdrawn):
    member = scene.users["member"]
    assert factories.act("package_show", member, id=withdrawn["dataset"]["id"])
    assert factories.act("package_search", member, include_private=True)["count"] == 1
    assert f"{CANARY} tag" in factories.act("tag_list", member)
    assert factories.act("format_autocomplete", member, q=CANARY)
    assert withdrawn["dataset"]["id"] in [
        row[0] for row in factories.act("member_list", member, id=scene.council["id"])
    ]
