"""One ``civic`` command at a time changes an installation."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path, report: Callable[[str], object]) -> Iterator[None]:
    """Hold the lock file ``path``; say so once when another process holds it, then wait.

    The kernel frees the lock when its holder ends, however it ends. Child processes do not
    inherit it: Python's file descriptors are not inheritable.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
            report(f"Another civic command (process {holder}) is at work here; waiting for it.")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)
