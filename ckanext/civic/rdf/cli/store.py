"""The quad store from the command line."""

from __future__ import annotations

import json
from typing import Any

import click

from .actions import act


@click.command()
@click.option("--verify", is_flag=True, help="First compare the store's graphs with the table.")
def flush(verify: bool) -> None:
    """Write everything that is queued, failed ones too. Run it every few minutes."""
    _report(act("civic_rdf_outbox_flush", verify=verify))


@click.command()
def rebuild() -> None:
    """Write every graph again: for a store that was wiped or replaced."""
    _report(act("civic_rdf_outbox_flush", rebuild=True))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(as_json: bool) -> None:
    """Say what is waiting, what failed, and what the store holds."""
    shown = act("civic_rdf_status_show")
    if as_json:
        click.echo(json.dumps(shown))
        return
    for error in shown["errors"]:
        click.echo(f"error: dataset {error['package_id']}: {error['message']}", err=True)
    click.echo(
        f"{shown['pending']} pending, {shown['failed']} failed, "
        f"{shown['graphs']} graphs, {shown['quads']} quads"
    )


def _report(done: dict[str, Any]) -> None:
    for error in done["errors"]:
        click.echo(f"error: dataset {error['package_id']}: {error['message']}", err=True)
    for name in ("missing", "removed", "foreign"):
        for graph in done.get(name, ()):
            click.echo(f"{name}: {graph}", err=True)
    click.echo(
        f"{done['written']} written, {done['unchanged']} unchanged, "
        f"{done['withdrawn']} withdrawn, {done['refused']} refused, "
        f"{done['failed']} failed, {done['pending']} pending"
    )
    if done["errors"]:
        raise SystemExit(1)
