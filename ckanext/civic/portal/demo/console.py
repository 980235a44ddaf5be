"""``civic demo``: the main job on four portals, on one command."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ..stack import Stack
from .catalogue import require_data
from .report import print_outcome
from .run import run_demo
from .sample import make_sample

PORTALS = 4  # the hub and the three councils of the catalogue
WIDTH_WITHOUT_TERMINAL = 160


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder of council files; the default is a small sample that the demo makes itself.",
)
def demo(data: Path | None) -> None:
    """Start four portals and do the whole job on a folder of council files."""
    stack = Stack()
    folder = require_data(data) if data else make_sample(stack.home / "sample")
    stack.up(portals=PORTALS, report=click.echo)
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_WITHOUT_TERMINAL)
    outcome = _run(stack, folder, console)
    print_outcome(outcome, _where_next(stack), console)
    if not outcome.is_good:
        raise SystemExit(1)


def _run(stack: Stack, folder: Path, console: Console):
    if not console.is_terminal:
        return run_demo(
            stack, folder, lambda step, steps, words: click.echo(f"[{step}/{steps}] {words}")
        )
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)
        return run_demo(
            stack,
            folder,
            lambda step, steps, words: bar.update(
                task, completed=step - 1, total=steps, description=words
            ),
        )


def _where_next(stack: Stack) -> str:
    """Return the addresses to open, and where the passwords are."""
    addresses = [f"  {portal.title}: {portal.url}" for portal in stack.portals()]
    return "\n".join(
        [
            "Open the portals:",
            *addresses,
            f"Ask across all councils: {stack.portal('hub').url}/sparql/ui",
            f"Sign in as admin; passwords: {stack.home / 'secrets.json'}",
            "The tutorial goes on from here: docs/tutorial/first-demo.md",
        ]
    )
