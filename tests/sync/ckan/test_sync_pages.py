"""The pages under /sync and the line on a copy's page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from ckan.model import Session

from ckanext.civic.sync.model import Record
from factories import ROLES, act, council, dataset, site_user, token_of, users_of
from fixtures.misbehaving_server import Answer

pytestmark = [pytest.mark.with_plugins("civic_sync"), pytest.mark.usefixtures("civic_db")]

PAGES = ("/sync", "/sync/add", "/sync/salford")


@pytest.fixture
def headers():
    return {"Authorization": token_of(site_user())}


def text_of(response):
    return " ".join(BeautifulSoup(response.body, "html.parser").get_text(" ").split())


def test_pages_when_not_sysadmin_then_are_refused(app, make_peer):
    make_peer(1)
    people = users_of(council())
    for role in ROLES:
        token = {"Authorization": token_of(people[role])} if people[role] else {}
        expected = 200 if role == "sysadmin" else 403
        for page in PAGES:
            app.get(page, headers=token, status=expected)
        for page in ("/sync/salford/pull", "/sync/salford/check"):
            if role != "sysadmin":
                app.post(page, headers=token, status=403)


def test_index_when_there_are_no_peers_then_says_how_to_add_one(app, headers):
    page = app.get("/sync", headers=headers)
    assert "There are no peers yet." in text_of(page)
    assert 'href="/sync/add"' in page.body


def test_peer_when_a_run_failed_then_says_why_in_words(app, headers, make_peer, pull):
    peer = make_peer(1)
    peer.server.route("/api/3/action/package_search", Answer(b"<b>oops", 500))
    pull()
    for page in ("/sync", "/sync/salford"):
        text = text_of(app.get(page, headers=headers))
        assert "Failed" in text
        assert "Answered 500" in text
        assert "oops" not in text


def test_peer_when_something_is_quarantined_then_shows_the_reason_inert(
    app, headers, make_peer, pull
):
    peer = make_peer(2)
    peer.change(peer.first["id"], name="<script>alert(1)</script>")
    pull()
    page = app.get("/sync/salford", headers=headers)
    assert "Its name is not made of" in text_of(page)
    assert "<script>alert(1)" not in page.body
    assert "1 new" in text_of(page)
    assert "1 not taken" in text_of(page)


def test_pull_when_the_button_is_pressed_then_a_run_is_queued(app, headers, make_peer):
    make_peer(1)
    page = app.post("/sync/salford/pull", headers=headers)
    assert "Waiting for a worker" in text_of(page)
    assert act("civic_sync_run_list", site_user())[0]["state"] == "queued"
    act("job_clear", site_user())


def test_peer_when_the_brake_stopped_a_pull_then_offers_to_go_on(app, headers, make_peer, pull):
    peer = make_peer(6)
    pull()
    peer.remove(*peer.datasets)
    pull()
    assert "Pull and remove them here too" in text_of(app.get("/sync/salford", headers=headers))


def test_add_when_the_peer_answers_then_it_is_added(app, headers, make_peer):
    peer = make_peer(1)
    act("civic_sync_peer_delete", site_user(), name="salford")
    form = {"url": peer.url, "name": "again", "title": "", "organization": ""}
    page = app.post("/sync/add", data=form, headers=headers)
    assert "Salford was added. It shows 1 datasets." in text_of(page)
    assert act("civic_sync_peer_show", site_user(), name="again")["title"] == "Salford"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"url": "nowhere", "name": "x1"}, "Write the whole address"),
        ({"url": "http://127.0.0.1:9", "name": "x1"}, "private address"),
        ({"url": "", "name": ""}, "Missing value"),
    ],
)
def test_add_when_it_cannot_be_then_the_form_says_why(app, headers, form, told):
    page = app.post("/sync/add", data=form, headers=headers)
    assert told in text_of(page)
    soup = BeautifulSoup(page.body, "html.parser")
    assert soup.find(id="error-summary")
    assert soup.find(id="field-url")["aria-invalid"] == "true"
    assert act("civic_sync_peer_list", site_user()) == []


def test_dataset_page_when_it_is_a_copy_then_everyone_reads_where_it_comes_from(
    app, make_peer, pull
):
    peer = make_peer(1)
    pull()
    page = app.get(f"/dataset/{peer.first['name']}")
    line = BeautifulSoup(page.body, "html.parser").find(class_="civic-sync-source")
    assert "This dataset comes from Salford portal" in " ".join(line.get_text().split())
    assert line.a["href"] == f"{peer.url}/dataset/{peer.first['id']}"


def test_pages_when_the_peers_title_is_hostile_then_it_is_inert(app, headers, make_peer, pull):
    peer = make_peer(1)
    pull()
    act("civic_sync_peer_update", site_user(), name="salford", title="<script>alert(1)</script>")
    for page in (f"/dataset/{peer.first['name']}", "/sync", "/sync/salford"):
        body = app.get(page, headers=headers).body
        assert "<script>alert(1)" not in body
        assert "&lt;script&gt;alert(1)" in body


def test_dataset_page_when_origin_is_hostile_then_there_is_no_link(app, make_peer, pull):
    peer = make_peer(1)
    pull()
    row = Record.of_dataset(peer.first["id"])
    row.origin = 'javascript:alert("x")'
    Session.commit()
    page = app.get(f"/dataset/{peer.first['name']}")
    assert "civic-sync-source" not in page.body


def test_dataset_page_when_it_was_born_here_then_says_nothing(app):
    own = dataset(council())
    assert "civic-sync-source" not in app.get(f"/dataset/{own['name']}").body


def test_dataset_page_when_it_is_a_copy_then_the_fields_for_programs_are_not_listed(
    app, make_peer, pull
):
    peer = make_peer(1)
    pull()
    assert "civic_origin" not in app.get(f"/dataset/{peer.first['name']}").body
