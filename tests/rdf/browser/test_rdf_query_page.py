"""The query page in a browser: asked by keyboard, shown in each view, never leaving the portal."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from rdf.browser.address import ADDRESS

from fixtures.browser import new_violations

pytestmark = [
    pytest.mark.with_plugins("civic_harmonise", "civic_rdf", "dcat"),
    pytest.mark.ckan_config("ckan.site_url", ADDRESS),
]

LABELS = """SELECT ?name {
?s <http://www.w3.org/2000/01/rdf-schema#label> ?name FILTER(REGEX(?name, "^Car park [0-9]$"))
}"""
WRONG = "SELECT *\nWHERE { ?s ?p }"
MAP = "Where are the car parks, and how big are they?"
STATUS = "[data-civic-query=status]"


@pytest.fixture
def visited(page, live, car_parks):
    """The page, and what it asked of other hosts."""
    outside = []
    page.on("request", lambda r: r.url.startswith((live, "data:")) or outside.append(r.url))
    page.goto(f"{live}/sparql/ui")
    page.wait_for_selector(".CodeMirror")
    page.outside = outside
    return page


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def ask(page, query: str) -> None:
    page.check("#civic-rdf-plain")
    page.fill("#civic-rdf-query", query)
    page.click("[data-civic-query=form] [type=submit]")


def test_page_when_asked_with_the_keyboard_then_answers_and_asks_no_other_host(visited, axe):
    visited.focus("#civic-rdf-query-editor")
    visited.keyboard.insert_text(LABELS)
    visited.keyboard.press("Escape")
    assert focused(visited) == "Ask"
    visited.keyboard.press("Enter")
    visited.wait_for_selector(".civic-answer-table")

    assert visited.locator(".civic-answer-table tbody tr").count() == 3
    assert "3 rows" in visited.inner_text(STATUS)
    assert focused(visited) == "civic-rdf-answer"
    assert axe(visited, "[data-civic]") == {}
    assert visited.outside == []
    assert visited.evaluate("localStorage.length") == 0


def test_editor_when_tab_is_pressed_then_it_leaves(visited):
    visited.focus("#civic-rdf-query-editor")
    visited.keyboard.press("Tab")
    assert focused(visited) == "Ask"
    visited.keyboard.press("Shift+Tab")
    assert focused(visited) == "civic-rdf-query-editor"


def test_editor_when_a_known_prefix_is_typed_then_it_is_added_once_from_the_portals_own_words(
    visited,
):
    visited.focus("#civic-rdf-query-editor")
    visited.keyboard.type("SELECT * { ?s a parking:")
    hint = visited.locator(".CodeMirror-hints li", has_text="parking:ParkingSite")
    hint.wait_for()
    text = visited.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")

    assert text.count("PREFIX parking: <") == 1
    assert visited.outside == []


def test_table_when_a_heading_is_pressed_then_rows_are_in_that_order(visited):
    visited.click(f"text={MAP}")
    visited.click("[data-view=table]")
    visited.click(".civic-sort >> text=spaces")
    heading = visited.locator("th", has_text="spaces")
    assert heading.get_attribute("aria-sort") == "descending"
    visited.click(".civic-sort >> text=spaces")
    link = visited.locator("tbody tr a").first
    assert link.inner_text() == "…/parking/2"
    assert link.get_attribute("title") == f"{ADDRESS}/id/manchester/parking/2"
    assert "40" in visited.locator("tbody tr").first.inner_text()


def test_map_when_rows_have_positions_then_shows_them_and_a_list_and_is_in_the_address(
    visited, axe
):
    visited.click(f"text={MAP}")
    visited.wait_for_selector(".civic-map canvas")
    assert "view=map" in visited.url
    assert visited.inner_text("h1") == MAP
    assert visited.title().startswith(f"{MAP} - Ask the data")
    visited.click("text=The places as a list")
    visited.wait_for_selector(".civic-map-list a")
    assert visited.locator(".civic-map-list a").all_inner_texts() == ["Car park 1", "Car park 2"]
    visited.click("[aria-label='Show Car park 2 on the map']")
    assert "spaces: 40" in visited.inner_text(".leaflet-popup")
    visited.wait_for_function(  # it fades in, and is judged when it is there
        "getComputedStyle(document.querySelector('.leaflet-popup')).opacity === '1'"
    )
    assert axe(visited, "[data-civic]") == {}
    visited.keyboard.press("Escape")
    assert visited.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Show Car park 2 on the map"
    )
    assert visited.outside == []

    visited.reload()
    visited.wait_for_selector(".civic-map canvas")


def test_chart_when_there_are_numbers_then_says_them_in_words_and_as_a_table(visited, axe):
    ask(visited, LABELS.replace("?name {", "?name (STRLEN(?name) * 7 AS ?size) {"))
    visited.click("[data-view=chart]")
    chart = visited.locator("canvas[role=img]")
    chart.wait_for()
    assert "Highest: Car park 1 with 70" in (chart.get_attribute("aria-label") or "")
    visited.click("text=The numbers of the chart")
    assert visited.locator("details[open] tbody tr").count() == 3
    assert axe(visited, "[data-civic]") == {}


def test_error_when_the_store_names_a_line_then_the_page_leads_there(visited, axe):
    visited.focus("#civic-rdf-query-editor")
    visited.evaluate("q => document.querySelector('.CodeMirror').CodeMirror.setValue(q)", WRONG)
    visited.keyboard.press("Control+Enter")
    visited.wait_for_selector("#civic-rdf-error")
    assert focused(visited) == "civic-rdf-error"
    said = visited.inner_text("#civic-rdf-error")
    assert "Something is missing at the end of line 2" in said
    assert "Look at line 2: WHERE { ?s ?p }" in said
    assert "expected" not in said
    assert visited.title().startswith("Error: ")
    visited.click("text=What the store said")
    assert "expected" in visited.inner_text(".civic-store-words")
    assert axe(visited, "[data-civic]") == {}
    visited.click("text=Go to line 2")
    assert focused(visited) == "civic-rdf-query-editor"


def test_error_when_the_server_found_it_then_has_the_focus_and_leads_to_the_editor(
    page, live, car_parks, axe
):
    page.goto(f"{live}/sparql/ui?query={quote(WRONG)}")
    page.wait_for_selector(".CodeMirror .civic-query-mistake")
    assert focused(page) == "civic-rdf-error"
    assert axe(page, "[data-civic]") == {}
    page.click("text=Go to line 2")
    assert focused(page) == "civic-rdf-query-editor"


def test_question_when_the_editor_is_empty_then_says_so(visited, live):
    visited.click("[data-civic-query=form] [type=submit]")
    assert visited.inner_text(STATUS) == "Write a question first, or choose an example."
    assert focused(visited) == "civic-rdf-query-editor"


def test_question_when_the_portal_is_busy_then_is_asked_again(visited):
    refused = []

    def once(route):
        if refused:
            return route.continue_()
        refused.append(route.request.url)
        return route.fulfill(status=503, headers={"Retry-After": "1"}, body="Too many queries.")

    visited.route("**/sparql?*", once)
    ask(visited, LABELS)
    visited.wait_for_function(
        f"document.querySelector('{STATUS}').textContent.includes('asked again in 1 second.')"
    )
    visited.wait_for_selector(".civic-answer-table")
    assert len(refused) == 1


def test_question_when_it_takes_long_then_can_be_cancelled(visited):
    visited.route("**/sparql?*", lambda route: None)  # a store that never answers
    ask(visited, LABELS)
    visited.wait_for_function(
        "document.querySelector('[data-civic-query=clock]').textContent > '0.3'"
    )
    assert visited.inner_text(STATUS) == "Asking …"
    visited.click("text=Cancel")
    visited.wait_for_function(f"document.querySelector('{STATUS}').textContent == 'Cancelled.'")
    assert visited.locator("[data-civic-query=form] [type=submit]").is_enabled()


def test_question_when_one_goes_back_then_the_one_before_is_there_again(visited):
    ask(visited, LABELS)
    visited.wait_for_selector(".civic-answer-table")
    ask(visited, "ASK {}")
    visited.wait_for_function(f"document.querySelector('{STATUS}').textContent.startsWith('1 row')")
    visited.go_back()
    visited.wait_for_function(
        "document.querySelectorAll('.civic-answer-table tbody tr').length == 3"
    )
    assert visited.input_value("#civic-rdf-query") == LABELS


def test_answer_when_there_are_no_scripts_then_is_a_table_with_files(
    page_without_scripts, live, car_parks
):
    page = page_without_scripts
    page.goto(f"{live}/sparql/ui")
    page.fill("#civic-rdf-query", LABELS)
    page.click("[type=submit] >> text=Ask")
    assert page.locator("[data-civic] tbody tr").count() == 3
    link = page.locator("a", has_text="CSV").get_attribute("href")
    assert page.request.get(f"{live}{link}").text().splitlines()[0] == "name"
    page.goto(f"{live}/sparql/ui?query={quote(WRONG)}")
    assert "Look at line 2" in page.inner_text("#civic-rdf-error")
    assert page.locator("#civic-rdf-plain").is_hidden()


def test_page_when_the_policy_is_strict_then_works_without_inline_scripts(page, live, car_parks):
    policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

    def strict(route):
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": policy}
        route.fulfill(response=answer, headers=headers)

    page.route("**/sparql/ui", strict)
    page.goto(f"{live}/sparql/ui")
    page.wait_for_selector(".CodeMirror")
    page.click(f"text={MAP}")
    page.wait_for_selector(".civic-map canvas")
    page.click("[data-view=chart]")
    page.wait_for_selector("canvas[role=img]")


@pytest.mark.parametrize("view", ["table", "map", "chart", "raw"])
def test_page_when_the_screen_is_small_then_is_no_wider_than_core_and_breaks_no_rule(
    visited, live, axe, view
):
    visited.set_viewport_size({"width": 320, "height": 700})
    visited.goto(f"{live}/about")
    core, core_rules = visited.evaluate("document.documentElement.scrollWidth"), axe(visited)
    visited.goto(f"{live}/sparql/ui")
    visited.wait_for_selector(".CodeMirror")
    visited.click(f"text={MAP}")
    visited.click(f"[data-view={view}]")
    visited.wait_for_selector(".civic-answer-stage > *")
    assert visited.evaluate("document.documentElement.scrollWidth") <= core
    assert not visited.evaluate("document.querySelector('[data-civic-query=question]').open")
    if view == "table":
        widths = visited.evaluate(
            "[...document.querySelectorAll('.civic-answer-table td')].map(td => td.offsetWidth)"
        )
        assert min(widths) >= 80
    assert new_violations(axe(visited), core_rules) == {}
