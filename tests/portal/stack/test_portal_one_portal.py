"""One whole portal: made, used, killed, healed, stopped. Takes about half a minute."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.loopback import ask
from ckanext.civic.portal.stack import Stack

# of /proc/net/tcp: the state of a listening socket, and 127.0.0.1 as IPv4 and mapped into IPv6
LISTENING = "0A"
LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F"}


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    found = Stack(tmp_path_factory.mktemp("portal") / "var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CIVIC_PLUGINS", "text_view image_view")
        try:
            found.up(portals=1)
            yield found
        finally:
            found.stop()


def process_of(stack, name):
    return next(service for service in stack.services() if service.name == name)


def test_up_when_done_then_status_is_ok_and_home_page_says_whose_it_is(stack):
    (portal,) = stack.status()["portals"]
    assert portal["health"] == "ok"
    assert portal["role"] == "hub"
    status, page = ask(portal["url"], timeout_s=60)
    assert status == 200
    assert "Greater Manchester hub" in page.decode()


def test_token_when_used_then_acts_as_that_user(stack):
    hub = stack.portal("hub")
    token = stack.token("hub", "admin")
    request = urllib.request.Request(
        f"{hub.url}/api/action/organization_create",
        data=json.dumps({"name": "manchester", "title": "Manchester City Council"}).encode(),
        headers={"Authorization": token, "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert json.load(answer)["success"]
    assert stack.token("hub", "admin") == token


def test_organization_create_when_visitor_then_refused(stack):
    request = urllib.request.Request(
        f"{stack.portal('hub').url}/api/action/organization_create",
        data=b'{"name": "mine"}',
        headers={"Content-Type": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=60)


def test_token_when_user_is_new_then_made(stack):
    assert stack.token("hub", "officer")
    assert "name=officer" in stack.ckan("hub", "user", "list")


def test_ckan_when_command_fails_then_error_has_the_end_of_its_output(stack):
    with pytest.raises(CivicError, match="No such command"):
        stack.ckan("hub", "no-such-command")


def test_up_when_the_web_server_was_killed_then_heals_it_alone(stack):
    os.kill(process_of(stack, "web-hub").identity().pid, signal.SIGKILL)
    store = process_of(stack, "store-hub").identity()
    said = []
    stack.up(portals=1, report=said.append)
    assert "Starting the portal hub" in said
    assert process_of(stack, "store-hub").identity() == store
    assert stack.status()["portals"][0]["health"] == "ok"


def test_status_when_the_search_server_was_killed_then_the_portal_is_unwell_until_healed(stack):
    os.kill(process_of(stack, "solr").identity().pid, signal.SIGKILL)
    assert stack.status()["portals"][0]["health"] == "unwell"
    stack.up(portals=1)
    assert stack.status()["portals"][0]["health"] == "ok"


def test_test_environment_when_asked_twice_then_the_same_and_search_needs_the_password(stack):
    first = stack.test_environment("unit")
    assert stack.test_environment("unit") == first
    query = f"{first['CKAN_SOLR_URL']}/select?q=*:*"
    login = (first["CKAN_SOLR_USER"], first["CKAN_SOLR_PASSWORD"])
    assert ask(query)[0] == 401
    assert ask(query, login=login)[0] == 200
    assert ask(f"{first['CIVIC_TEST_STORE_URL']}/query?query=ASK%7B%7D")[0] == 200


def test_sockets_when_all_run_then_none_listens_beyond_loopback(stack):
    mine = {pid for service in stack.services() for pid in service.processes()}
    assert len(mine) > 8
    addresses = set()
    inodes = _sockets_of(mine)
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:]:
            _, local, _, state, *rest = line.split()
            if state == LISTENING and rest[5] in inodes:
                addresses.add(local.partition(":")[0])
    assert addresses
    assert addresses <= LOOPBACK


def test_stop_when_all_run_then_no_process_is_left_and_up_again_keeps_the_address(stack):
    url = stack.portal("hub").url
    stack.stop()
    assert [service.name for service in stack.services() if service.processes()] == []
    assert {service["health"] for service in stack.status()["services"]} == {"stopped"}
    assert stack.portal("hub").url == url


def _sockets_of(pids):
    """Answer the inodes of the processes' sockets."""
    found = set()
    for pid in pids:
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                target = str(entry.readlink())
                if target.startswith("socket:["):
                    found.add(target[8:-1])
    return found
