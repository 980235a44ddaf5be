"""Ports are chosen once and kept."""

from __future__ import annotations

import socket

import pytest

from ckanext.civic.portal.ports import Ports, is_free


@pytest.fixture
def busy_port():
    """A loopback port that a stranger listens on."""
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        yield stranger.getsockname()[1]


@pytest.fixture
def ports(tmp_path):
    return Ports(tmp_path / "ports.json")


def test_is_free_when_a_stranger_listens_then_false(busy_port):
    assert not is_free(busy_port)


def test_choose_when_first_is_busy_then_takes_the_next_free_and_says_so(ports, busy_port):
    said = []
    chosen = ports.choose("portal hub", busy_port, said.append)
    assert chosen > busy_port
    assert said == [f"Port {busy_port} is in use: portal hub takes port {chosen}."]


def test_choose_when_asked_again_then_keeps_the_port_although_it_is_busy(ports, busy_port):
    ports.path.write_text(f'{{"web": {busy_port}}}')
    assert ports.choose("web", 1, print) == busy_port


def test_choose_when_two_names_want_one_port_then_each_has_its_own(ports):
    assert len({ports.choose(name, 20000, lambda _: None) for name in ("a", "b", "c")}) == 3


def test_move_when_port_is_busy_then_another_is_recorded(ports, busy_port):
    ports.path.write_text(f'{{"store": {busy_port}}}')
    moved = ports.move("store", lambda _: None)
    assert moved != busy_port
    assert ports.find("store") == moved
