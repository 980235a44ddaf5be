"""A portal's web server."""

from __future__ import annotations

import dataclasses
import socket

import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.installation import Installation


@pytest.fixture
def installation(tmp_path):
    found = Installation(tmp_path / "var")
    found.choose_ports(["hub"], lambda _: None)
    return found


def test_prepare_when_a_stranger_has_the_portals_port_then_says_what_to_do(installation):
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]
        portal = dataclasses.replace(installation.portal("hub"), url=f"http://localhost:{port}")
        with pytest.raises(CivicError, match=f"port {port} of the portal hub is in use") as caught:
            installation.web(portal).prepare(print)
    assert "A portal keeps its port" in str(caught.value)


def test_environment_when_ckans_variables_are_set_then_the_portal_does_not_see_them(
    installation, monkeypatch
):
    monkeypatch.setenv("CKAN_SQLALCHEMY_URL", "postgresql://elsewhere")
    environment = installation.web(installation.portal("hub")).environment()
    assert "CKAN_SQLALCHEMY_URL" not in environment
    assert environment["CIVIC_PORTAL_BIND"].startswith("127.0.0.1:")
