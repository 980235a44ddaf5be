"""The pages of the shared models in a browser: small screens, the keyboard, axe."""

from __future__ import annotations

from typing import Any

import pytest

from fixtures.browser import new_violations

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]

PATHS = (
    "/def",
    "/def/streetlights",
    "/def/cube",
    "/def/cube/structure",
    "/def/spend/shape",
    "/def/spend/purposeGroup",
    "/def/streetlights/lamp-type",
    "/def/streetlights/lamp-type/led",
)


@pytest.fixture(params=(320, 1280), ids=("small", "wide"))
def sized_page(page: Any, request: Any) -> Any:
    """A page of a small and of a wide screen, in pixels."""
    page.set_viewport_size({"width": request.param, "height": 800})
    return page


@pytest.mark.parametrize("path", PATHS)
def test_model_page_when_the_screen_is_small_then_is_no_wider_than_core(sized_page, live, path):
    sized_page.goto(f"{live}/about")
    core = sized_page.evaluate("document.documentElement.scrollWidth")
    sized_page.goto(f"{live}{path}")
    assert sized_page.evaluate("document.documentElement.scrollWidth") <= core
    tables = "[...document.querySelectorAll('.table-responsive')]"
    assert sized_page.evaluate(f"{tables}.every(e => e.scrollWidth <= e.clientWidth)")
    assert sized_page.locator("[data-civic=vocabulary] h1").count() == 1


@pytest.mark.parametrize("path", PATHS)
def test_model_page_when_held_against_axe_then_has_nothing_that_core_has_not(page, live, axe, path):
    page.goto(f"{live}/about")
    core = axe(page)
    page.goto(f"{live}{path}")
    assert new_violations(axe(page), core) == {}


def test_code_list_when_opened_by_keyboard_then_shows_its_codes(page, live):
    page.goto(f"{live}/def/cube")
    summary = page.locator("summary", has_text="Ages")
    summary.focus()
    code = page.locator("a", has_text="90 or over")
    assert not code.first.is_visible()
    page.keyboard.press("Enter")
    assert code.first.is_visible()
    page.keyboard.press("Tab")
    assert "/def/cube/ages/" in page.evaluate("document.activeElement.href")
