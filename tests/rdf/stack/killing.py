"""Stop and kill servers of a stack at a chosen moment, so that a test does not depend on speed."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ckanext.civic.portal.processes import wait_until_gone
from ckanext.civic.portal.services.base import Service

WAIT_S = 180
SLICE_S = 0.02
# more than any question or small graph has; a server that is stopped leaves so much unread only
# when somebody sends it a big graph
BIG_BYTES = 64 * 1024
ESTABLISHED = "01"  # in the tables of proc_pid_net(5)


def wait_for(condition: Callable[[], Any], what: str) -> Any:
    """Return what the condition gives as soon as it is true."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {WAIT_S} s in vain: {what}")


def kill(*services: Service) -> None:
    """End every process of the services as a power cut would: nothing of them runs meanwhile."""
    processes = [pid for service in services for pid in service.processes()]
    assert processes, "there is nothing to kill"
    _send(processes, signal.SIGSTOP)
    _send(processes, signal.SIGKILL)
    assert wait_until_gone(processes, 30) == []


@contextmanager
def stopped(service: Service) -> Iterator[None]:
    """Let a service do nothing meanwhile; what was killed inside stays dead."""
    processes = service.processes()
    _send(processes, signal.SIGSTOP)
    try:
        yield
    finally:
        _send(processes, signal.SIGCONT)


@contextmanager
def in_the_middle_of_a_big_graph(store: Service) -> Iterator[None]:
    """Stop a store at a moment when it has read part of a big request, and is sent the rest.

    It runs for moments only and is looked at while it is stopped: however slow the machine is,
    what is seen is still so when the block is entered.
    """
    deadline = time.monotonic() + WAIT_S
    times_seen = 0
    while time.monotonic() < deadline:
        processes = store.processes()
        _send(processes, signal.SIGSTOP)
        try:
            times_seen = times_seen + 1 if _is_sent_much(store) else 0
            if times_seen > 1:
                yield
                return
        finally:
            _send(processes, signal.SIGCONT)
        time.sleep(SLICE_S)
    raise AssertionError(f"waited {WAIT_S} s in vain: the store is sent a big graph")


def unread_bytes(port: int) -> int:
    """Return how much of the longest request on a port the server has not read yet."""
    found = 0
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, _, state, queues, *_ = line.split()
        if state == ESTABLISHED and int(local.partition(":")[2], 16) == port:
            found = max(found, int(queues.partition(":")[2], 16))
    return found


def _is_sent_much(store: Service) -> bool:
    """Look whether a store that is stopped is sent a lot; what is on its way takes a moment."""
    assert store.port is not None
    for _ in range(5):
        if unread_bytes(store.port) > BIG_BYTES:
            return True
        time.sleep(0.002)
    return False


def _send(processes: Iterable[int], number: signal.Signals) -> None:
    for pid in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
