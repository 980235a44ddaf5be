"""A portal in this process that a browser can visit, with a council's file in it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from harmonise.browser.address import ADDRESS, HOST, PORT
from werkzeug.serving import make_server

import factories

PASSWORD = "a-long-password-for-tests"


@pytest.fixture
def live(app: Any) -> Iterator[str]:
    """The address of the running portal; it commits to the test's own database."""
    server = make_server(HOST, PORT, app.flask_app, threaded=True)
    server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield ADDRESS
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def council(civic_db: None) -> dict[str, Any]:
    """A council named ``salford``."""
    return factories.council(name="salford", title="Salford City Council")


@pytest.fixture
def editor(council: dict[str, Any]) -> str:
    """A person who may edit the council's datasets; returns the user name."""
    from ckan.tests import factories as core

    name = core.User(password=PASSWORD)["name"]
    factories.act(
        "organization_member_create",
        factories.site_user(),
        id=council["id"],
        username=name,
        role="editor",
    )
    return name


@pytest.fixture
def sign_in(live: str, editor: str) -> Callable[[Any], None]:
    """Return ``sign_in(page)``, which signs the editor in with the keyboard."""

    def call(page: Any) -> None:
        page.goto(f"{live}/user/login")
        page.fill("input[name=login]", editor)
        page.fill("input[name=password]", PASSWORD)
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")
        assert "/login" not in page.url

    return call
