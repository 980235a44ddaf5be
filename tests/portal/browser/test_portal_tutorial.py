"""The tutorial's walk through the portals, in a browser; its pictures are made here."""

from __future__ import annotations

import pytest

PASSWORD = "a-long-password-for-tests"


@pytest.fixture(scope="module")
def after_demo(civic_stack):
    civic_stack.civic("demo", timeout_s=900)
    return civic_stack


def sign_in(page, portal) -> None:
    """Sign in as the system administrator whom the tests use."""
    assert portal.sysadmin_token
    page.goto(f"{portal.url}/user/login")
    page.fill("input[name=login]", "civic_test_runner")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    assert "/login" not in page.url


def test_home_when_opened_then_says_whose_it_is(after_demo, portal, page, screenshot):
    page.goto(portal.url)
    assert "Manchester City Council" in page.content()
    screenshot(page, "manchester-home")


@pytest.mark.parametrize(
    ("path", "name", "words"),
    [
        ("", "manchester-dataset", "Harmonised table"),
        ("/linked-data", "manchester-linked-data", "Linked data"),
        ("/readiness", "manchester-readiness", "Readiness"),
    ],
)
def test_dataset_when_opened_by_a_visitor_then_shows_the_slice(
    after_demo, portal, page, screenshot, axe, path, name, words
):
    page.goto(f"{portal.url}/dataset/manchester-street-lights{path}")
    assert words in page.content()
    if path:
        assert axe(page, "[data-civic]") == {}
    screenshot(page, name)


@pytest.mark.parametrize(
    ("tab", "name"), [("release", "manchester-release"), ("harmonise", "manchester-harmonise")]
)
def test_dataset_when_opened_by_staff_then_tab_has_no_axe_violation(
    after_demo, portal, page, screenshot, axe, tab, name
):
    sign_in(page, portal)
    page.goto(f"{portal.url}/dataset/manchester-street-lights/{tab}")
    assert axe(page, "[data-civic]") == {}
    screenshot(page, name)


def test_hub_when_opened_then_datasets_name_their_origin(after_demo, hub, page, screenshot):
    page.goto(f"{hub.url}/dataset/")
    assert "Street lights in Trafford" in page.content()
    screenshot(page, "hub-datasets")
    page.goto(f"{hub.url}/dataset/trafford-street-lights")
    assert "Trafford Council" in page.content()


def test_sparql_page_when_asked_about_lamps_then_every_council_answers(
    after_demo, hub, page, axe, screenshot
):
    page.goto(f"{hub.url}/sparql/ui")
    page.click("text=Which street lamps does each council have?")
    page.wait_for_selector("[data-civic] canvas")
    assert axe(page, "[data-civic]") == {}
    screenshot(page, "hub-sparql")
    page.click("[data-view=table]")
    answer = page.inner_text("[data-civic] table:visible")
    assert all(council in answer for council in ("Manchester", "Salford", "Trafford"))


def test_thing_when_opened_from_its_dataset_then_is_told_of_in_words_and_on_a_map(
    after_demo, portal, page, axe, screenshot
):
    page.goto(f"{portal.url}/dataset/manchester-street-lights/linked-data")
    page.click("[data-civic] a[href*='/id/manchester/']")
    page.wait_for_selector(".civic-map-overview path, .civic-map-overview canvas")
    assert "Street light" in page.inner_text("[data-civic] h1")
    assert axe(page, "[data-civic]") == {}
    screenshot(page, "thing")


def test_pages_when_screen_is_narrow_then_are_no_wider_than_cores_own(
    after_demo, hub, portal, page
):
    page.set_viewport_size({"width": 320, "height": 640})
    for site, path in (
        (portal, "/dataset/manchester-street-lights/linked-data"),
        (portal, "/dataset/manchester-street-lights/readiness"),
        (hub, "/sparql/ui"),
    ):
        page.goto(f"{site.url}/about")
        core = page.evaluate("document.documentElement.scrollWidth")
        page.goto(site.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= core, path
