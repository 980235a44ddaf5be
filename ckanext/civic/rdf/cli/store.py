"""The quad store from the command line."""

from __future__ import annotations

import json
from typing import Any

import click

from .. import config
from ..errors import RdfError
from ..logic import repair
from ..logic.flush import FlushReport
from ..logic.flush import flush as empty_outbox
from ..stores import SparqlStore
from .actions import act
from .progress import Progress

FAULTS = ("missing", "differing", "unfinished", "removed", "foreign")


@click.command()
def load() -> None:
    """Write everything that is queued, failed ones too."""
    _end(_emptied())


@click.command()
@click.option("--verify", "verifies", is_flag=True, help="First do as verify does.")
def flush(verifies: bool) -> None:
    """Do as load does; the name that it had first."""
    if verifies:
        _show_faults(_compared(is_deep=False, removes_foreign=False))
    _end(_emptied())


@click.command()
def rebuild() -> None:
    """Write every graph again: for a store that was wiped or replaced."""
    _store()
    click.echo(f"{repair.queue_everything()} datasets queued", err=True)
    _end(repair.rebuilt(_emptied()))


@click.command()
@click.option("--deep", "is_deep", is_flag=True, help="Compare long rows word for word too.")
@click.option(
    "--remove-foreign",
    "removes_foreign",
    is_flag=True,
    help="Delete graphs that are not this portal's: the store is its alone.",
)
def verify(is_deep: bool, removes_foreign: bool) -> None:
    """Compare the store with the portal and mend what differs; exit 1 when something could not be.

    Every graph is counted; descriptions, vocabularies and short rows are compared word for word.
    """
    found = _compared(is_deep=is_deep, removes_foreign=removes_foreign)
    _show_faults(found)
    report = _emptied()
    _show_errors(report.as_dict())
    if report.failed or report.errors:
        click.echo(f"{found.compared} graphs compared, {found.faults} at fault, not all repaired")
        raise SystemExit(1)
    click.echo(f"{found.compared} graphs compared, {found.faults} repaired")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(as_json: bool) -> None:
    """Say what is waiting, what failed, and what the store holds."""
    shown = act("civic_rdf_status_show")
    if as_json:
        click.echo(json.dumps(shown))
        return
    _show_errors(shown)
    click.echo(
        f"{shown['pending']} pending, {shown['failed']} failed, "
        f"{shown['graphs']} graphs, {shown['quads']} quads"
        + (f", {shown['loading']} being loaded" if shown["loading"] else "")
    )


def _store() -> SparqlStore:
    store = config.store()
    if store is None:
        raise click.ClickException("This portal has no quad store: ckanext.civic.rdf.store_*_url.")
    return store


def _compared(*, is_deep: bool, removes_foreign: bool) -> repair.Comparison:
    try:
        return repair.compare(_store(), is_deep=is_deep, removes_foreign=removes_foreign)
    except RdfError as error:
        raise click.ClickException(str(error)) from error


def _emptied() -> FlushReport:
    with Progress() as progress:
        return empty_outbox(retry_now=True, wait=True, progress=progress.show)


def _show_faults(found: repair.Comparison) -> None:
    shown = found.as_dict()
    for name in FAULTS:
        for graph in shown[name]:  # type: ignore[union-attr] - lists of names
            click.echo(f"{name}: {graph}", err=True)


def _show_errors(done: dict[str, Any]) -> None:
    for error in done["errors"]:
        who = f"dataset {error['package_id']}" if error["package_id"] else "catalogue"
        click.echo(f"error: {who}: {error['message']}", err=True)


def _end(report: FlushReport) -> None:
    done = report.as_dict()
    _show_errors(done)
    click.echo(
        f"{done['written']} written, {done['unchanged']} unchanged, "
        f"{done['withdrawn']} withdrawn, {done['refused']} refused, "
        f"{done['failed']} failed, {done['pending']} pending"
    )
    if done["errors"]:
        raise SystemExit(1)
