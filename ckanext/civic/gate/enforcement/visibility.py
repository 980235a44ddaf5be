"""Tell other plugins, after the commit, that what the public may see has changed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import ckan.plugins.toolkit as tk

log = logging.getLogger(__name__)

# Receivers get ``package_id``. Documented in docs/explanation/architecture.md.
visibility_changed = tk.signals.ckanext.signal("civic:dataset_visibility_changed")

_waiting: ContextVar[set[str] | None] = ContextVar("civic_gate_waiting", default=None)


def note(package_id: str) -> None:
    """Remember that a dataset's public face changed; tell at once where nobody commits for us."""
    waiting = _waiting.get()
    if waiting is None:
        announce(package_id)
    else:
        waiting.add(package_id)


@contextmanager
def announced_afterwards() -> Iterator[None]:
    """Announce what was noted inside the block once it is left without an exception."""
    token = _waiting.set(set())
    try:
        yield
        changed = _waiting.get() or set()
    finally:
        _waiting.reset(token)
    for package_id in sorted(changed):
        announce(package_id)


def forget(package_id: str) -> None:
    """Take back a note: in the end nothing changed."""
    (_waiting.get() or set()).discard(package_id)


def announce_noted() -> None:
    """Announce at once what was noted so far, before an exception leaves the block."""
    waiting = _waiting.get() or set()
    while waiting:
        announce(waiting.pop())


def announce(package_id: str) -> None:
    """Send the signal; the decision is committed, so a receiver's failure is only logged."""
    try:
        visibility_changed.send("civic_gate", package_id=package_id)
    except Exception:
        log.exception("A receiver of civic:dataset_visibility_changed failed for %s", package_id)
