"""The release page, the queue and the banner."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

import factories

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")


@pytest.fixture
def browse(app, scene):
    """Get or post a page as somebody of a role; answers status and parsed page."""

    def ask(role, path, form=None):
        user = scene.users[role]
        headers = {"Authorization": factories.token_of(user)} if user else {}
        options = {"headers": headers, "expect_errors": True, "follow_redirects": False}
        found = app.get(path, **options) if form is None else app.post(path, data=form, **options)
        return found.status_code, BeautifulSoup(found.body, "html.parser")

    return ask


@pytest.fixture
def dataset(scene):
    return scene.create(title="Lamps of Salford")


PATH = "/dataset/lamps/release"


def answers(page, **more) -> dict[str, str]:
    """Return the form's fields as the browser would send them."""
    fields = {
        field["name"]: field.get("value", "")
        for field in page.select("[data-civic] form input[type=hidden]")
    }
    return {**fields, **more}


def test_release_page_when_held_then_only_the_team_sees_it(dataset, browse, scene):
    statuses = {role: browse(role, PATH)[0] for role in scene.users}
    assert {role for role, status in statuses.items() if status == 200} == {
        "member",
        "editor",
        "admin",
        "sysadmin",
    }
    assert {status for status in statuses.values() if status != 200} == {404}


def test_release_page_when_released_then_strangers_still_get_not_found(dataset, browse, scene):
    scene.release("lamps")
    assert browse("anonymous", PATH)[0] == 404
    assert browse("outsider", PATH)[0] == 404


@pytest.mark.parametrize(
    ("role", "choices"),
    [("member", []), ("editor", ["held"]), ("admin", ["released", "held"])],
)
def test_release_page_when_opened_then_offers_what_the_reader_may_decide(
    dataset, browse, role, choices
):
    _status, page = browse(role, PATH)
    assert [radio["value"] for radio in page.select("input[name=decision]")] == choices
    assert page.select("head link[rel=stylesheet][href*=civic_gate]")


def test_release_page_when_this_version_is_released_then_only_holding_is_offered(
    dataset, browse, scene
):
    scene.release("lamps")
    _status, page = browse("admin", PATH)
    assert [radio["value"] for radio in page.select("input[name=decision]")] == ["held"]


def test_release_page_when_decided_then_shows_the_day_before_the_month(dataset, browse, scene):
    scene.release("lamps")
    _status, page = browse("admin", PATH)
    shown = page.select_one("[data-civic] time")
    year = int(shown["datetime"][:4])
    assert re.fullmatch(rf"\d{{1,2}} [A-Z][a-z]+ {year}, \d\d:\d\d", shown.text)


def test_header_when_somebody_is_in_a_team_then_it_leads_to_the_queue(scene, browse):
    linked = {
        role: bool(browse(role, "/about")[1].select('.account a[href="/gate/queue"]'))
        for role in ("anonymous", "outsider", "member", "admin", "sysadmin")
    }
    assert linked == {
        "anonymous": False,
        "outsider": False,
        "member": True,
        "admin": True,
        "sysadmin": True,
    }


def test_release_page_when_answered_and_confirmed_then_releases(dataset, browse, is_public):
    _status, page = browse("admin", PATH)
    status, confirm = browse("admin", PATH, answers(page, decision="released", reason="Fine."))
    assert status == 200
    assert confirm.select("[data-civic=gate-confirm]")
    assert not is_public("lamps")
    status, _page = browse("admin", PATH, answers(confirm, step="confirm"))
    assert status == 302
    assert is_public("lamps")
    _status, page = browse("admin", PATH)
    assert "Fine." in page.select_one("[data-civic=gate-release]").text
    assert len(page.select("tbody tr")) == 1


def test_release_page_when_answers_are_changed_then_keeps_them(dataset, browse, is_public):
    _status, page = browse("admin", PATH)
    form = answers(page, decision="released", reason="Fine.", step="change")
    _status, again = browse("admin", PATH, form)
    assert again.select_one("textarea[name=reason]").text == "Fine."
    assert again.select_one("input[value=released]").has_attr("checked")
    assert not is_public("lamps")


def test_release_page_when_nothing_is_answered_then_lists_problems_with_links(dataset, browse):
    _status, page = browse("admin", PATH)
    status, again = browse("admin", PATH, answers(page))
    assert status == 400
    assert again.title.text.strip().startswith("Error:")
    links = [link["href"] for link in again.select("[role=alert] a")]
    assert links == ["#gate-decision", "#gate-reason"]
    for link in links:
        assert again.select_one(link)


def test_release_page_when_the_dataset_changed_meanwhile_then_releases_nothing(
    dataset, browse, scene, is_public
):
    _status, page = browse("admin", PATH)
    form = answers(page, decision="released", reason="Fine.", step="confirm")
    factories.act("package_patch", scene.users["editor"], id="lamps", notes="other")
    status, again = browse("admin", PATH, form)
    assert status == 400
    assert "changed while this page was open" in again.text
    assert not is_public("lamps")


def test_release_page_when_an_editor_posts_a_release_then_nothing_is_released(
    dataset, browse, is_public
):
    _status, page = browse("editor", PATH)
    form = answers(page, decision="released", reason="Fine.", step="confirm")
    assert browse("editor", PATH, form)[0] == 400
    assert not is_public("lamps")


def test_release_page_when_a_stranger_posts_then_is_not_found(dataset, browse, scene):
    form = {"decision": "held", "reason": "x", "step": "confirm"}
    assert browse("anonymous", PATH, form)[0] == 404
    assert browse("outsider", PATH, form)[0] == 404


def test_release_page_when_the_reason_holds_markup_then_shows_it_as_text(dataset, browse, scene):
    scene.release("lamps", reason="<script>alert(1)</script>")
    _status, page = browse("admin", PATH)
    assert "alert(1)" in page.select_one("[data-civic=gate-release]").text
    assert not page.select("[data-civic=gate-release] script")


def test_dataset_page_when_held_then_members_see_a_banner_and_the_tab(dataset, browse):
    status, page = browse("member", "/dataset/lamps")
    assert status == 200
    assert "Not public yet" in page.select_one("[data-civic=gate-banner]").text
    assert page.select(f'a[href="{PATH}"]')


def test_dataset_page_when_released_then_there_is_no_banner_and_no_tab_for_strangers(
    dataset, browse, scene
):
    scene.release("lamps")
    status, page = browse("anonymous", "/dataset/lamps")
    assert status == 200
    assert not page.select("[data-civic=gate-banner]")
    assert not page.select(f'a[href="{PATH}"]')


def test_edit_form_when_held_then_offers_no_visibility(dataset, browse):
    _status, page = browse("editor", "/dataset/edit/lamps")
    assert not page.select("select[name=private]")
    assert page.select_one("input[name=private]")["value"] == "True"


def test_queue_when_something_waits_then_lists_it_with_a_link(dataset, browse):
    _status, page = browse("member", "/gate/queue")
    row = page.select_one("[data-civic=gate-queue] tbody tr")
    assert "Lamps of Salford" in row.text
    assert row.select_one("a")["href"] == PATH


def test_queue_when_nothing_waits_then_says_so(scene, browse):
    status, page = browse("outsider", "/gate/queue")
    assert status == 200
    assert "Nothing waits" in page.text


def test_queue_when_filtered_then_shows_what_matches(dataset, browse, scene):
    scene.release("lamps")
    assert not browse("member", "/gate/queue?state=held")[1].select("tbody tr")
    assert browse("member", "/gate/queue?state=released")[1].select("tbody tr")
    name = scene.council["name"]
    assert browse("member", f"/gate/queue?state=all&organization={name}")[1].select("tbody tr")
    assert not browse("member", "/gate/queue?state=all&organization=x")[1].select("tbody tr")


def test_queue_when_anonymous_then_asks_to_log_in(scene, browse):
    assert browse("anonymous", "/gate/queue")[0] == 302


def test_dashboard_when_opened_then_leads_to_the_queue(scene, browse):
    status, page = browse("member", "/dashboard/datasets")
    assert status == 200
    assert page.select('a[href="/gate/queue"]')
