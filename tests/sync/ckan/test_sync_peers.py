"""Peers: what is accepted, shown, changed and forgotten."""

from __future__ import annotations

import pytest
from ckan.plugins import toolkit as tk

from factories import act, site_user
from fixtures.misbehaving_server import Answer

pytestmark = [pytest.mark.with_plugins("civic_sync"), pytest.mark.usefixtures("civic_db")]


def create(**settings):
    return act(
        "civic_sync_peer_create",
        site_user(),
        **({"name": "bury", "url": "https://bury.example"} | settings),
    )


def test_create_when_sound_then_is_shown_with_one_spelling_of_its_address():
    create(url="https://Bury.example:443/", title="Bury", organization="bury")
    shown = act("civic_sync_peer_show", site_user(), name="bury")
    assert shown["url"] == "https://bury.example"
    assert shown["organization"] == {"*": "bury"}
    assert (shown["state"], shown["last_run"], shown["troubled"]) == ("active", None, [])


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Bury"}, "name"),
        ({"name": "a/b"}, "name"),
        ({"name": "add"}, "name"),
        ({"name": 7}, "name"),
        ({"url": ""}, "url"),
        ({"url": "bury.example"}, "url"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": "https://user:s3cret@bury.example"}, "url"),
        ({"url": "http://test.civic.example/"}, "url"),
        ({"url": ["x"]}, "url"),
        ({"organization": "No Name"}, "organization"),
        ({"organization": {"a": 7}}, "organization"),
        ({"only_organizations": "a b/c"}, "only_organizations"),
    ],
)
def test_create_when_unsound_then_says_which_field(settings, field):
    with pytest.raises(tk.ValidationError) as caught:
        create(**settings)
    assert list(caught.value.error_dict) == [field]
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("settings", [{"name": "other"}, {"url": "https://other.example"}])
def test_create_when_name_or_address_is_known_then_is_refused(settings):
    create()
    with pytest.raises(tk.ValidationError):
        create(**settings)


def test_update_when_some_settings_are_given_then_the_others_stay():
    create(title="Bury", only_organizations="roads parks")
    act("civic_sync_peer_update", site_user(), name="bury", state="paused", relayed=True)
    shown = act("civic_sync_peer_show", site_user(), name="bury")
    assert (shown["title"], shown["state"], shown["relayed"]) == ("Bury", "paused", True)
    assert shown["only_organizations"] == ["roads", "parks"]


def test_pull_when_peer_is_paused_then_is_refused():
    create()
    act("civic_sync_peer_update", site_user(), name="bury", state="paused")
    with pytest.raises(tk.ValidationError, match="paused"):
        act("civic_sync_peer_pull", site_user(), name="bury")


def test_pull_when_asked_then_is_queued_for_a_worker():
    create()
    answer = act("civic_sync_peer_pull", site_user(), name="bury")
    run = act("civic_sync_run_show", site_user(), id=answer["run_id"])
    assert (run["state"], run["peer"]) == ("queued", "bury")
    titles = [job["title"] for job in act("job_list", site_user())]
    assert "civic_sync: pull bury" in titles
    act("job_clear", site_user())


@pytest.mark.parametrize("action", ["civic_sync_peer_show", "civic_sync_peer_pull"])
def test_peer_when_unknown_then_is_not_found(action):
    with pytest.raises(tk.ObjectNotFound, match="no peer called nobody"):
        act(action, site_user(), name="nobody")


def test_check_when_peer_answers_then_tells_what_it_is(make_peer):
    make_peer(2)
    answer = act("civic_sync_peer_check", site_user(), name="salford")
    assert answer["ok"]
    assert (answer["ckan_version"], answer["datasets"], answer["notes"]) == ("2.12.0", 2, [])


def test_check_when_peer_is_down_then_tells_why(make_peer):
    peer = make_peer(1)
    peer.server.route("/api/3/action/status_show", Answer(b"secret", 500))
    answer = act("civic_sync_peer_check", site_user(), name="salford")
    assert not answer["ok"]
    assert "Answered 500" in answer["error"]
    assert "secret" not in str(answer)


def test_check_when_address_is_inside_the_network_then_is_not_asked(misbehaving_server):
    answer = act("civic_sync_peer_check", site_user(), url=misbehaving_server.url)
    assert "private address" in answer["error"]
    assert misbehaving_server.requests == []


def test_delete_when_there_are_copies_then_asks_what_to_do(make_peer, pull):
    make_peer(1)
    pull()
    with pytest.raises(tk.ValidationError, match="1 datasets came from it"):
        act("civic_sync_peer_delete", site_user(), name="salford")


def test_delete_when_copies_are_to_go_then_they_go(make_peer, pull, all_ids):
    make_peer(2)
    pull()
    answer = act("civic_sync_peer_delete", site_user(), name="salford", copies="remove")
    assert answer["removed"] == 2
    assert all_ids() == []
    assert act("civic_sync_peer_list", site_user()) == []


def test_delete_when_copies_are_kept_then_the_peer_takes_them_over_again(
    make_peer, pull, all_ids, changes
):
    peer = make_peer(2)
    pull()
    act("civic_sync_peer_delete", site_user(), name="salford", copies="keep")
    assert len(all_ids()) == 2
    act("civic_sync_peer_create", site_user(), name="again", url=peer.url)
    run = pull("again")
    assert run["state"] == "succeeded", run["error"]
    assert changes(run) == (0, 2, 0)
    assert changes(pull("again")) == (0, 0, 0)


def test_dataset_show_when_dataset_is_a_copy_then_names_its_origin(make_peer, pull):
    peer = make_peer(1)
    pull()
    from ckanext.civic.core.dataset_content import dataset_hash

    assert act("civic_sync_dataset_show", None, id=peer.first["name"]) == {
        "id": peer.first["id"],
        "origin": peer.url,
        "origin_id": peer.first["id"],
        "content_hash": dataset_hash(peer.first),
        "path": [peer.url],
    }
