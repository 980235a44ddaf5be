"""The tab «Linked data» as people meet it: by axe, on a phone, without scripts, by keyboard."""

from __future__ import annotations

import pytest
from ckan.tests import factories as core
from rdf.browser.address import ADDRESS

import factories
from fixtures.browser import DESKTOP, PHONE_WIDTH_PX, new_violations

pytestmark = [
    pytest.mark.with_plugins("civic_harmonise", "civic_rdf", "dcat"),
    pytest.mark.ckan_config("ckan.site_url", ADDRESS),
]

PASSWORD = "correct horse battery"
OURS = "[data-civic=rdf-linked-data]"
TO_MEND = "[data-civic=rdf-to-mend]"


@pytest.fixture
def signed_in(page, live, car_parks):
    """The tab of a dataset with many files, read by an editor of its council."""
    name = core.User(password=PASSWORD)["name"]
    factories.act(
        "organization_member_create",
        factories.site_user(),
        id=car_parks["organization"]["id"],
        username=name,
        role="editor",
    )
    for number in range(7):
        factories.act(
            "resource_create",
            factories.site_user(),
            package_id=car_parks["id"],
            url=f"http://e.example/{number}",
            name=f"averyveryveryverylongfilenamewithoutanyspace{number}",
        )
    page.goto(f"{live}/user/login")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")
    page.goto(f"{live}/dataset/parking/linked-data")
    return page


def test_tab_when_an_editor_reads_it_then_axe_finds_nothing(signed_in, axe, live, screenshot):
    screenshot(signed_in, "rdf-dataset-tab")
    for summary in signed_in.locator(f"{TO_MEND} details summary").all():
        summary.click()
    ours = axe(signed_in)
    assert axe(signed_in, OURS) == {}
    signed_in.goto(f"{live}/dataset/parking")
    assert new_violations(ours, axe(signed_in)) == {}


def test_tab_when_on_a_phone_then_nothing_is_wider_than_the_screen(signed_in, screenshot):
    signed_in.set_viewport_size({"width": PHONE_WIDTH_PX, "height": DESKTOP["height"]})
    for summary in signed_in.locator(f"{TO_MEND} details summary").all():
        summary.click()
    screenshot(signed_in, "rdf-dataset-tab-phone")
    edges = "e => [e.getBoundingClientRect().right, e.scrollWidth - e.clientWidth]"
    right, beyond = signed_in.locator(OURS).evaluate(edges)
    assert right <= PHONE_WIDTH_PX and beyond <= 0
    width = "document.documentElement.scrollWidth"
    ours = signed_in.evaluate(width)
    signed_in.goto(signed_in.url.replace("/linked-data", ""))
    assert ours <= max(PHONE_WIDTH_PX, signed_in.evaluate(width))  # no wider than core's own page


def test_tab_when_the_link_to_a_field_is_followed_then_the_form_has_it(signed_in):
    link = signed_in.locator(f"{TO_MEND} a[href$='#field-tags']")
    link.focus()
    with signed_in.expect_navigation():
        signed_in.keyboard.press("Enter")
    assert signed_in.locator("#field-tags").count() == 1


def test_tab_when_there_are_no_scripts_then_says_and_offers_the_same(
    page_without_scripts, live, car_parks
):
    page_without_scripts.goto(f"{live}/dataset/parking/linked-data")
    ours = page_without_scripts.locator(OURS)
    assert "Up to date" in ours.inner_text()
    assert ours.locator("a", has_text="N-Triples").count() == 1
    assert page_without_scripts.locator(TO_MEND).count() == 0
    with page_without_scripts.expect_navigation():
        ours.locator("a.btn-primary").click()
    assert "ParkingSite" in page_without_scripts.locator("main, [role=main]").first.inner_text()
