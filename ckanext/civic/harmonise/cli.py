"""``ckan civic-harmonise``: harmonise files and list the shared models."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import click
from ckan import model

from .logic import fields

__all__ = ["civic_harmonise"]


@click.group("civic-harmonise")
def civic_harmonise() -> None:
    """Map councils' files to shared models."""


@civic_harmonise.command("run")
@click.argument("resource_id", required=False)
@click.option("--all", "every", is_flag=True, help="Every file that names a crosswalk.")
def run(resource_id: str | None, every: bool) -> None:
    """Harmonise the file of RESOURCE_ID, or with --all every file that names a crosswalk.

    One line a file; exit status 1 when any could not be harmonised.
    """
    if bool(resource_id) == every:
        raise click.UsageError("Give the id of a resource, or --all.")
    failed = [one for one in (_sources() if every else [resource_id]) if not _run_one(str(one))]
    if failed:
        raise click.exceptions.Exit(1)


@civic_harmonise.command("models")
def models() -> None:
    """List the shared models."""
    for shared in tk.get_action("civic_harmonise_model_list")({"ignore_auth": True}, {}):
        click.echo(f"{shared['id']}  {shared['version']}  {shared['title']}")


def _sources() -> list[str]:
    """Return the ids of the files of this portal's own datasets that name a crosswalk."""
    datasets = model.Session.query(model.Package).filter_by(state="active")
    return [
        resource.id
        for dataset in datasets.order_by(model.Package.name)
        if not dataset.extras.get("civic_origin")
        for resource in dataset.resources
        if fields.is_source({**(resource.extras or {}), "id": resource.id})
    ]


def _run_one(resource_id: str) -> bool:
    context: Any = {"ignore_auth": True, "user": ""}
    try:
        report = tk.get_action("civic_harmonise_resource_run")(context, {"id": resource_id})
    except tk.ValidationError as error:
        reasons = " ".join(str(text) for text in error.error_summary.values())
        click.echo(f"{resource_id}: {reasons}", err=True)
        return False
    except tk.ObjectNotFound:
        click.echo(f"{resource_id}: there is no such resource.", err=True)
        return False
    outcome = "published" if report["changed"] else "nothing to change"
    click.echo(
        f"{resource_id}: {report['rows_in']} rows in, {report['resources_out']} things out, "
        f"{len(report['dropped'])} rows dropped; {outcome}"
    )
    return True
