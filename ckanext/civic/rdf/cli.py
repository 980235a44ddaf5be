"""``ckan civic-rdf``: the quad store and the dumps from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.civic.core import nquads

from . import config
from .logic.catalog_dump import catalog_dump

__all__ = ["civic_rdf"]


@click.group("civic-rdf", short_help="Linked data: graphs, quad store, dumps.")
def civic_rdf() -> None:
    """Write datasets to the quad store, and dump the catalogue."""


@civic_rdf.command()
@click.option("--verify", is_flag=True, help="First compare the store's graphs with the table.")
def flush(verify: bool) -> None:
    """Write everything that is queued, failed ones too. Run it every few minutes."""
    _report(_act("civic_rdf_outbox_flush", verify=verify))


@civic_rdf.command()
def rebuild() -> None:
    """Write every graph again: for a store that was wiped or replaced."""
    _report(_act("civic_rdf_outbox_flush", rebuild=True))


@civic_rdf.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(as_json: bool) -> None:
    """Say what is waiting, what failed, and what the store holds."""
    shown = _act("civic_rdf_status_show")
    if as_json:
        click.echo(json.dumps(shown))
        return
    for error in shown["errors"]:
        click.echo(f"error: dataset {error['package_id']}: {error['message']}", err=True)
    click.echo(
        f"{shown['pending']} pending, {shown['failed']} failed, "
        f"{shown['graphs']} graphs, {shown['quads']} quads"
    )


@civic_rdf.command()
@click.option("--format", "syntax", type=click.Choice(["nq", "nt"]), default="nq")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: print it."
)
def dump(syntax: str, output: Path | None) -> None:
    """Dump the catalogue as an anonymous visitor sees it; FILE appears when it's whole."""
    target = output.with_name(output.name + ".part") if output else None
    file = target.open("w", encoding="utf-8", newline="\n") if target else None
    datasets = -1  # the first batch is the catalogue itself
    try:
        for batch in catalog_dump(config.site()):
            quads = batch if syntax == "nq" else [(*quad[:3], "") for quad in batch]
            text = "".join(nquads.lines(quads))
            file.write(text) if file else click.echo(text, nl=False)
            datasets += 1
    finally:
        if file:
            file.close()
    if target and output:
        target.replace(output)
    click.echo(f"{datasets} datasets", err=True)


def _act(action: str, **data: Any) -> dict[str, Any]:
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    try:
        return tk.get_action(action)({"user": user["name"]}, data)
    except tk.ValidationError as error:
        raise click.ClickException(str(error)) from error


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
