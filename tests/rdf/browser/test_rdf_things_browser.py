"""The pages of things and graphs in a browser: small screens, the keyboard, axe, no scripts."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from rdf.browser.address import ADDRESS
from rdf.ckan.conftest import LABEL, SITE, add_rows
from rdf.ckan.thing_rows import HUB, WHOLE_LAMP, nquads, payments

import factories
from fixtures.browser import new_violations

pytestmark = [
    pytest.mark.with_plugins("civic_harmonise", "civic_rdf", "dcat"),
    pytest.mark.ckan_config("ckan.site_url", ADDRESS),
]

SUPPLIER = f"{ADDRESS}/id/supplier/acme-ltd"
KIND = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
PATHS = (
    "/doc",
    "/doc/manchester",
    "/doc/manchester/streetlights",
    "/doc/manchester/streetlights/1",
    "/doc/supplier/acme-ltd",
    "/doc/supplier/acme-ltd?by=http://reference.data.gov.uk/def/payment%23payee&page=2",
    "/doc/manchester/streetlights/none",
    "/graph",
    "/graph/manchester/lamps",
)


@pytest.fixture
def things(council: dict[str, Any], flush: Any) -> None:
    """A lamp with an address that does not break, and a supplier with 60 payments."""
    for name, rows in (("lamps", _lamp()), ("spend", _spend())):
        dataset = factories.dataset(council, name=name, title=f"The {name}", license_id="uk-ogl")
        add_rows(dataset, rows)
    flush()


def _lamp() -> str:
    text = WHOLE_LAMP.replace(SITE, ADDRESS).replace(HUB, ADDRESS)
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
    return nquads(text.replace("Abbey Gardens", long), f"{ADDRESS}/graph/manchester/lamps")


def _spend() -> str:
    graph = f"{ADDRESS}/graph/manchester/spend"
    rows = payments(60, f"{SITE}/graph/manchester/spend", SUPPLIER)
    kind = "<http://www.w3.org/ns/org#Organization>"
    return (
        rows.replace(SITE, ADDRESS).replace(HUB, ADDRESS)
        + f'<{SUPPLIER}> {LABEL} "Acme Ltd" <{graph}> .\n'
        + f"<{SUPPLIER}> {KIND} {kind} <{graph}> .\n"
    )


def test_pages_when_seen_on_small_screens_and_by_axe_then_are_no_worse_than_core(
    page, live, things, axe
):
    page.goto(f"{live}/about")
    core = axe(page)
    for path in PATHS:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{live}{path}")
        assert page.locator("[data-civic=rdf-thing] h1").count() == 1, path
        assert new_violations(axe(page), core) == {}, path
        assert axe(page, "[data-civic=rdf-thing]") == {}, path
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(f"{live}/about")
        width = page.evaluate("document.documentElement.scrollWidth")
        page.goto(f"{live}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_thing_when_scripts_are_off_then_all_of_it_is_there(page_without_scripts, live, things):
    page = page_without_scripts
    page.goto(f"{live}/id/manchester/streetlights/1")
    assert page.url == f"{live}/doc/manchester/streetlights/1"
    text = page.inner_text("[data-civic=rdf-thing]")
    for words in ("LED", "70 W", "5 September 2014", "53.453023", "395140.72", "Turtle"):
        assert words in text
    headings = page.evaluate(
        "[...document.querySelectorAll('[data-civic] h1, [data-civic] h2, [data-civic] h3')]"
        ".map(e => +e.tagName[1])"
    )
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


def test_thing_when_used_by_keyboard_then_its_address_can_be_copied_and_links_followed(
    page, live, things
):
    page.goto(f"{live}/doc/supplier/acme-ltd")
    page.focus("#civic-rdf-address")
    page.keyboard.press("Control+A")
    assert page.evaluate("getSelection().toString()") == SUPPLIER
    page.focus("h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "by=" in url)
    page.focus("a[rel=next]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("page=2"))
    assert page.locator("[data-civic=rdf-thing] li a[href*='/id/manchester/spend/']").count() == 10


def test_thing_when_it_has_a_position_then_a_map_shows_it(page, live, things, screenshot):
    outside = []
    page.on("request", lambda r: r.url.startswith((live, "data:")) or outside.append(r.url))
    page.goto(f"{live}/doc/manchester/streetlights/1")
    page.wait_for_selector(".civic-map canvas")
    assert outside == []
    screenshot(page, "rdf-thing")
    page.goto(f"{live}/doc/supplier/acme-ltd")
    screenshot(page, "rdf-supplier")
    page.goto(f"{live}/graph/manchester/lamps")
    screenshot(page, "rdf-graph")
