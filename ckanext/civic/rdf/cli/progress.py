"""How far a long command has come, on standard error and not too often."""

from __future__ import annotations

import sys
import threading
import time

import click

FIRST_AFTER_S = 2
TERMINAL_EVERY_S = 0.5
FILE_EVERY_S = 15


class Progress:
    """Shows counts while it is open: on one line of a terminal, or now and then in a file."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._every_s = TERMINAL_EVERY_S if self._is_terminal else FILE_EVERY_S
        self._next = time.monotonic() + FIRST_AFTER_S
        self._is_line_open = False
        self._lock = threading.Lock()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_line_open:
            click.echo("", err=True)

    def show(self, what: str, done: int, of: int) -> None:
        """Show that so many of something are done; any thread may call it."""
        with self._lock:
            if time.monotonic() < self._next:
                return
            self._next = time.monotonic() + self._every_s
            text = f"{what}: {done:,} of {of:,}"
            click.echo(f"\r\033[K{text}" if self._is_terminal else text, err=True, nl=False)
            if not self._is_terminal:
                click.echo("", err=True)
            self._is_line_open = self._is_terminal
