"""A process is known by id and start time, so a stranger is never ended."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time

from ckanext.civic.portal.processes import (
    Identity,
    boot_id,
    is_listening,
    members,
    running,
    spawn,
    started_at,
    wait_until_gone,
)

# a parent that starts a child in the same session and waits
FAMILY = (
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
)


def start(tmp_path, code="import time; time.sleep(60)"):
    return spawn(
        [sys.executable, "-c", code],
        folder=tmp_path,
        log=tmp_path / "log",
        environment=dict(os.environ),
    )


def test_is_alive_when_id_belongs_to_a_later_process_then_false():
    mine = Identity(os.getpid(), started_at(os.getpid()), boot_id())
    assert mine.is_alive()
    assert not Identity(mine.pid, mine.started - 1, mine.boot).is_alive()


def test_is_alive_when_machine_was_started_again_then_false():
    mine = Identity(os.getpid(), started_at(os.getpid()), "another boot")
    assert not mine.is_alive()


def test_is_alive_when_process_is_a_zombie_then_false(tmp_path):
    process, identity = start(tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    time.sleep(0.2)
    assert not identity.is_alive()
    process.wait()


def test_identity_when_written_and_read_then_equal():
    identity = Identity(7, 8, "boot")
    assert Identity.from_json(identity.as_json()) == identity
    assert Identity.from_json({"pid": 7}) is None


def test_members_when_leader_was_killed_then_its_children_are_found(tmp_path):
    process, identity = start(tmp_path, FAMILY)
    until = time.monotonic() + 10
    while len(members(identity, tmp_path)) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    process.kill()
    process.wait()
    left = members(identity, tmp_path)
    assert len(left) == 1
    os.kill(left[0], signal.SIGKILL)
    assert wait_until_gone(left, 5) == []


def test_members_when_session_works_elsewhere_then_none(tmp_path):
    process, identity = start(tmp_path)
    elsewhere = tmp_path / "other"
    stranger = Identity(identity.pid, identity.started - 1, identity.boot)
    assert members(stranger, elsewhere) == []
    process.kill()
    process.wait()


def test_running_when_program_works_in_folder_then_found(tmp_path):
    process, _ = start(tmp_path)
    program = (tmp_path / "x").with_name("none")
    assert running(program, tmp_path) == []
    python = type(tmp_path)(f"/proc/{process.pid}/exe").readlink()
    assert running(python, tmp_path) == [process.pid]
    process.kill()
    process.wait()


def test_spawn_when_started_then_log_is_private(tmp_path):
    process, _ = start(tmp_path, "print('hello')")
    process.wait()
    assert (tmp_path / "log").read_text() == "hello\n"
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600


def test_wait_until_gone_when_process_stays_then_it_is_named(tmp_path):
    process, _ = start(tmp_path)
    assert wait_until_gone([process.pid], 0.1) == [process.pid]
    process.kill()
    assert wait_until_gone([process.pid], 5) == []


def test_is_listening_when_the_socket_is_a_strangers_then_false(tmp_path):
    process, identity = start(tmp_path)
    try:
        with socket.socket() as mine:
            mine.bind(("127.0.0.1", 0))
            port = mine.getsockname()[1]
            assert not is_listening([os.getpid()], port), "bound is not yet listening"
            mine.listen()
            assert is_listening([os.getpid()], port)
            assert not is_listening([identity.pid], port)
    finally:
        process.kill()
        process.wait()
