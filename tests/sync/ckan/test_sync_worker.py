"""A worker that is killed with SIGKILL in mid-pull, as a machine that loses power would do it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ckan import model

from ckanext.civic.sync.jobs.pull import new_run
from ckanext.civic.sync.model import Peer
from factories import act, site_user

pytestmark = pytest.mark.with_plugins("civic_sync")

INI = Path(__file__).resolve().parents[3] / "test.ini"
WORKER = """
import sys, time
from ckan.cli import load_config
from ckan.config.middleware import make_app

config = load_config(sys.argv[1])
config["ckan.plugins"] = "civic_sync"
config["ckanext.civic.sync.allow_private_hosts"] = sys.argv[3]
make_app(config)
from ckanext.civic.sync.jobs import copies, pull

write, written = copies.Copies.write, []

def hangs(self, *arguments):
    if len(written) == 2:
        print("two are written", flush=True)
        time.sleep(60)
    written.append(write(self, *arguments))

copies.Copies.write = hangs
pull.run_pull(sys.argv[2])
"""


def test_pull_when_its_worker_is_killed_then_the_next_one_finishes_with_the_same_result(
    make_peer, pull, changes, verified, all_ids
):
    peer = make_peer(5)
    run_id = new_run(Peer.by_name("salford")).id
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(INI), run_id, peer.server.host],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ.copy(),
    )
    try:
        assert any("two are written" in line for line in worker.stdout)
        assert pull()["state"] == "stopped"  # it holds the lock as long as it lives
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=30)
    model.Session.rollback()
    assert len(all_ids()) == 2

    run = wait_for_the_lock(pull)

    assert run["state"] == "succeeded", run["error"]
    assert changes(run)[0] == 3
    assert sorted(all_ids()) == sorted(peer.datasets)
    assert (verified()["compared"], verified()["differ"]) == (5, 0)
    dead = act("civic_sync_run_show", site_user(), id=run_id)
    assert dead["state"] == "stopped"
    assert "worker stopped" in dead["error"]


def wait_for_the_lock(pull):
    """Pull until PostgreSQL has seen that the worker is gone."""
    for _ in range(50):
        run = pull()
        if "Another pull" not in run["error"]:
            return run
        time.sleep(0.2)
    raise AssertionError("the lock was never freed")
