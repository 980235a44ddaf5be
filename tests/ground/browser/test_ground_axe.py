"""The browser and axe find what they are there to find."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from fixtures.browser import Violations, new_violations
from fixtures.misbehaving_server import Answer, MisbehavingServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = """<!doctype html><html lang="en-GB"><title>Lamps</title><main><h1>Lamps</h1>
<p>Street lights of one council.</p>%s</main></html>"""


@pytest.fixture
def show(misbehaving_server: MisbehavingServer) -> Callable[[Page, str], None]:
    """Open a page with the given HTML in its body."""

    def open_with(page: Page, html: str) -> None:
        misbehaving_server.route("/", Answer((PAGE % html).encode(), headers=HTML))
        page.goto(misbehaving_server.url)

    return open_with


def test_axe_when_an_image_has_no_text_then_names_the_rule(
    page: Page, axe: Callable[..., Violations], show: Callable[[Page, str], None]
) -> None:
    show(page, '<div data-civic="x"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></div>')
    assert list(axe(page, within="[data-civic]")) == ["image-alt"]


def test_axe_when_the_page_is_sound_then_finds_nothing(
    page: Page, axe: Callable[..., Violations], show: Callable[[Page, str], None]
) -> None:
    show(page, "")
    assert axe(page) == {}


def test_axe_when_nothing_matches_then_fails_instead_of_passing(
    page: Page, axe: Callable[..., Violations], show: Callable[[Page, str], None]
) -> None:
    show(page, "")
    with pytest.raises(AssertionError, match="data-civic"):
        axe(page, within="[data-civic]")


def test_new_violations_when_core_has_as_many_then_none() -> None:
    assert new_violations({"link-name": ["a"]}, {"link-name": ["b"]}) == {}
    assert new_violations({"link-name": ["a", "c"]}, {"link-name": ["b"]}) == {
        "link-name": ["a", "c"]
    }
