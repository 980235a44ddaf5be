"""The server that other tests rely on to misbehave does so."""

from __future__ import annotations

import time

import pytest
import requests

from fixtures.misbehaving_server import Answer, MisbehavingServer, json_answer, redirect


def test_route_with_several_answers_then_gives_each_in_turn_and_repeats_the_last(
    misbehaving_server: MisbehavingServer,
) -> None:
    misbehaving_server.route("/api", Answer(status=500), json_answer({"ok": True}))
    url = f"{misbehaving_server.url}/api?page=2"
    assert requests.get(url, timeout=5).status_code == 500
    assert requests.get(url, timeout=5).json() == {"ok": True}
    assert requests.get(url, timeout=5).json() == {"ok": True}
    assert misbehaving_server.requests[0].query == {"page": "2"}


def test_route_when_unknown_then_answers_404(misbehaving_server: MisbehavingServer) -> None:
    assert requests.get(f"{misbehaving_server.url}/none", timeout=5).status_code == 404


def test_cut_when_body_is_longer_then_breaks_the_connection(
    misbehaving_server: MisbehavingServer,
) -> None:
    misbehaving_server.route("/cut", Answer(b"0123456789", cut_after=4))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        requests.get(f"{misbehaving_server.url}/cut", timeout=5)


def test_reset_then_the_connection_is_reset(misbehaving_server: MisbehavingServer) -> None:
    misbehaving_server.route("/reset", Answer(b"never", resets=True))
    with pytest.raises(requests.exceptions.ConnectionError, match="reset by peer"):
        requests.get(f"{misbehaving_server.url}/reset", timeout=5)


def test_stall_when_longer_than_the_time_out_then_gives_no_answer(
    misbehaving_server: MisbehavingServer,
) -> None:
    misbehaving_server.route("/stall", Answer(b"late", stall_s=5))
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.get(f"{misbehaving_server.url}/stall", timeout=0.1)


def test_drip_then_spreads_the_body_over_time(misbehaving_server: MisbehavingServer) -> None:
    misbehaving_server.route("/drip", Answer(b"abc", drip_s=0.05))
    start = time.monotonic()
    assert requests.get(f"{misbehaving_server.url}/drip", timeout=5).content == b"abc"
    assert time.monotonic() - start >= 0.1


def test_redirect_to_the_other_server_then_arrives_there(
    misbehaving_server: MisbehavingServer, second_misbehaving_server: MisbehavingServer
) -> None:
    second_misbehaving_server.route("/there", Answer(b"arrived"))
    misbehaving_server.route("/here", redirect(f"{second_misbehaving_server.url}/there"))
    assert requests.get(f"{misbehaving_server.url}/here", timeout=5).content == b"arrived"
    assert second_misbehaving_server.paths() == ["/there"]
