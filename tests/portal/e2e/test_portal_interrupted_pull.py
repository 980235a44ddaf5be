"""The hub's worker dies in the middle of a pull: the next pull ends with the same result."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ckanext.civic.portal.stack import Stack

DATASETS = 40
WAIT_S = 120


def wait_for(condition: Callable[[], object], what: str) -> Any:
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {WAIT_S} s in vain: {what}")


def send(processes: set[int], what: signal.Signals) -> None:
    """Send a signal to each process that is still there."""
    for pid in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)


def pull(hub, **options) -> dict:
    """Have the hub pull Trafford and return the ended run."""
    token = hub.sysadmin_token
    run_id = hub.action("civic_sync_peer_pull", token, name="trafford", **options)["run_id"]

    def ended() -> dict | None:
        run = hub.action("civic_sync_run_show", token, id=run_id)
        return run if run["state"] in ("succeeded", "failed", "stopped") else None

    return wait_for(ended, "the pull ends")


@pytest.fixture
def many_datasets(civic_stack, hub) -> Iterator[list[str]]:
    """Many released datasets on Trafford's portal; taken away afterwards, at the hub too."""
    civic_stack.civic("demo", timeout_s=900)
    portal = civic_stack.portals["trafford"]
    publisher = Stack(civic_stack.home).token("trafford", "trafford-publisher")
    reviewer = Stack(civic_stack.home).token("trafford", "trafford-reviewer")
    ids = []
    for number in range(DATASETS):
        made = portal.action(
            "package_create",
            publisher,
            name=f"trafford-many-{number:02d}",
            title=f"One of many {number}",
            notes="Made to be pulled.",
            owner_org="trafford",
            license_id="uk-ogl",
        )
        portal.action("civic_gate_dataset_release", reviewer, id=made["id"], reason="A test.")
        ids.append(made["id"])
    yield ids
    for package_id in ids:
        portal.action("package_delete", reviewer, id=package_id)
    assert pull(hub)["state"] == "stopped", "the brake asks before most of a peer's copies go"
    assert pull(hub, force=True)["counts"]["deletes"] == DATASETS


def test_pull_when_the_worker_is_killed_in_the_middle_then_the_next_pull_finishes(
    civic_stack, hub, many_datasets
):
    token = hub.sysadmin_token
    first = hub.action("civic_sync_peer_pull", token, name="trafford")["run_id"]

    def copied() -> int:
        """Return how many copies are in the hub's database; the search index follows later."""
        return sum(name.startswith("trafford-many-") for name in hub.action("package_list", token))

    worker = next(s for s in Stack(civic_stack.home).services() if s.name == "worker-hub")
    processes = worker.processes()
    try:
        wait_for(lambda: copied() >= 2, "the pull applies")
        killed = {*processes, *worker.processes()}
        for kill in (signal.SIGSTOP, signal.SIGKILL):  # stopped first: nothing goes on meanwhile
            send(killed, kill)
        assert copied() < DATASETS, "the pull was over before the worker died: nothing was tested"
    finally:
        civic_stack.civic("up", timeout_s=300)

    run = pull(hub)
    assert run["state"] == "succeeded", run
    copies = hub.action("package_search", q="name:trafford-many-*", rows=100)["results"]
    assert sorted(copy["id"] for copy in copies) == sorted(many_datasets)
    assert hub.ckan("civic-sync", "verify", "trafford").strip().endswith(" 0 differ")
    assert hub.action("civic_sync_run_show", token, id=first)["state"] == "stopped"
