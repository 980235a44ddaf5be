"""What the portal's worker does for this plugin."""

from __future__ import annotations

import logging

from .logic import dump_files
from .logic.flush import flush
from .logic.queue import wake_worker, worker_woke

log = logging.getLogger(__name__)


def flush_outbox(*, again: bool = False) -> None:
    """Write what is due to the quad store, and come back for what could not be written.

    ``again`` marks the coming back.
    """
    worker_woke(later=again)
    report = flush()
    log.info("Quad store: %s", report)
    if report.next_try_s is not None:
        wake_worker(delay_s=max(1.0, report.next_try_s))
    dump_files.wake_builder()


def build_dumps() -> None:
    """Make the whole dumps that are wanted and not there."""
    dump_files.builder_woke()
    made = dump_files.build_files()
    log.info("Dumps made: %s", ", ".join(made) or "none")
