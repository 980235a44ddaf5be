"""The lock between processes."""

from __future__ import annotations

import subprocess
import sys
import threading

from ckanext.civic.portal.lock import exclusive

HOLDER = """
import sys, time
from pathlib import Path
from ckanext.civic.portal.lock import exclusive
with exclusive(Path(sys.argv[1]), print):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(path):
    """Start a process that holds the lock until its input ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    return holder


def test_exclusive_when_another_process_holds_it_then_waits_and_says_so(tmp_path):
    holder = hold(tmp_path / "lock")
    said, entered = [], threading.Event()

    def wait_for_it():
        with exclusive(tmp_path / "lock", said.append):
            entered.set()

    waiting = threading.Thread(target=wait_for_it)
    waiting.start()
    assert not entered.wait(0.3)
    holder.communicate("")
    assert entered.wait(5)
    waiting.join()
    assert said == [
        f"Another civic command (process {holder.pid}) is at work here; waiting for it."
    ]


def test_exclusive_when_its_holder_was_killed_then_is_free(tmp_path):
    holder = hold(tmp_path / "lock")
    holder.kill()
    holder.communicate()
    said = []
    with exclusive(tmp_path / "lock", said.append):
        pass
    assert said == []
