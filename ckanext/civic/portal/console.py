"""``civic up``, ``status``, ``stop``, ``logs`` and ``ckan``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal import ckan_commands
from ckanext.civic.portal.programs import script
from ckanext.civic.portal.stack import Stack

_COLOURS = {"ok": "green", "unwell": "yellow", "stopped": "red"}
_UNBROKEN = 10_000  # characters: wider than any row


@contextmanager
def progress(title: str) -> Iterator[Callable[[str], None]]:
    """Give a function that shows lines as they come; with a spinner and seconds on a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        guard = threading.Lock()

        def print_line(line: str) -> None:
            with guard:
                click.echo(line, err=True)

        yield print_line
        return
    began = time.monotonic()
    with console.status(title) as status:

        def show(line: str) -> None:
            status.update(f"{title} ({time.monotonic() - began:.0f} s)")
            console.print(line, markup=False, highlight=False)

        yield show


@click.command()
@click.option("--portals", type=int, help="How many: the hub first, then the councils (usually 4).")
def up(portals: int | None) -> None:
    """Start the servers and portals, or heal what is broken."""
    stack = Stack()
    began = time.monotonic()
    with progress("Starting") as report:
        stack.up(portals, report=report)
    _print_portals(stack.status()["portals"])
    secrets = stack.home / "secrets.json"
    click.echo(f"Ready in {time.monotonic() - began:.0f} s. Sign in as admin; passwords: {secrets}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(as_json: bool) -> None:
    """Show the portals and servers and whether they are well."""
    found = Stack().status()
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
        return
    if found["portals"]:
        _print_portals(found["portals"])
    else:
        click.echo("No portals yet. Make them: civic up")
    if not found["services"]:
        return
    console = _table_console()
    console.print(server_table(found["services"], console.width))


@click.command()
def stop() -> None:
    """End every process of the installation; the data stays."""
    stack = Stack()
    with progress("Stopping") as report:
        stack.stop(report=report)
    click.echo("Stopped.")


@click.command()
@click.argument("name", required=False, metavar="[SERVICE|PORTAL]")
@click.option("--follow", "-f", is_flag=True, help="Go on showing new lines until Ctrl-C.")
@click.option("--lines", "-n", default=50, show_default=True, help="How many last lines.")
def logs(name: str | None, follow: bool, lines: int) -> None:
    """Show the logs of a server, a portal (its web server and worker), or all."""
    stack = Stack()
    services = stack.services() if stack.home.exists() else []
    known = {service.name: service.log for service in services}
    wanted = {
        service: log
        for service, log in known.items()
        if name is None or service == name or service in (f"web-{name}", f"worker-{name}")
    }
    if not wanted:
        if not known:
            raise CivicError("there are no logs yet.", advice="Start the servers: civic up")
        raise CivicError(f"there is no log of {name}.", advice=f"There are: {', '.join(known)}.")
    ends = {log: _print_last_lines(service, log, lines) for service, log in wanted.items()}
    while follow:
        time.sleep(0.5)
        for log, end in ends.items():
            ends[log] = _print_new_lines(log, end)


@click.command(
    context_settings={
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
        "help_option_names": [],
    }
)
@click.argument("portal")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def ckan(portal: str, arguments: tuple[str, ...]) -> None:
    """Run CKAN's command line with the settings of PORTAL."""
    config = Stack().portal(portal).config
    command = [str(script("ckan")), "-c", str(config), *(arguments or ("--help",))]
    done = subprocess.run(command, env=ckan_commands.without_ckan(os.environ), check=False)
    sys.exit(done.returncode)


def server_table(services: list[dict[str, str]], width: int) -> Table:
    """Answer the table of servers for a terminal of ``width`` characters.

    The paths of the logs are left out where they would break the rows; ``civic logs`` has them.
    """
    table = Table(box=None)
    for heading in ("server", "health", "log"):
        table.add_column(heading, no_wrap=True, overflow="fold")
    for service in services:
        table.add_row(service["name"], _coloured(service["health"]), service["log"])
    if Console(width=_UNBROKEN).measure(table).maximum > width:
        table.columns.pop()
    return table


def portal_table(portals: list[dict[str, str]]) -> Table:
    """Answer the table of portals; in a narrow terminal only the titles are broken, at words."""
    table = Table(box=None)
    table.add_column("portal")
    for heading in ("address", "health", "name"):
        table.add_column(heading, no_wrap=True, overflow="fold")
    for portal in portals:
        health = _coloured(portal["health"])
        table.add_row(portal["title"], portal["url"], health, portal["name"])
    return table


def _print_portals(portals: list[dict[str, str]]) -> None:
    _table_console().print(portal_table(portals))


def _table_console() -> Console:
    """Answer a console as wide as the terminal; in a file or a pipe no row is broken."""
    console = Console()
    return console if console.is_terminal else Console(width=_UNBROKEN)


def _coloured(health: str) -> str:
    return f"[{_COLOURS[health]}]{health}[/]"


def _print_last_lines(service: str, log: Path, count: int) -> int:
    """Print the end of a log under its name; answer where it ended, in bytes."""
    click.secho(f"== {service} ({log})", bold=True)
    if not log.exists():
        return 0
    content = log.read_bytes()
    for line in content.decode(errors="replace").splitlines()[-count:]:
        click.echo(line)
    return len(content)


def _print_new_lines(log: Path, begin: int) -> int:
    """Print what came after ``begin`` bytes; a log that became shorter is new."""
    size = log.stat().st_size if log.exists() else 0
    if size == begin:
        return begin
    with log.open("rb") as file:
        file.seek(begin if size > begin else 0)
        click.echo(file.read().decode(errors="replace"), nl=False)
        return file.tell()
