"""``ckan civic-harmonise``: harmonise files, and keep their crosswalks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click
from ckan import model

from .logic import fields, left_over

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
    for shared in _called("civic_harmonise_model_list"):
        click.echo(f"{shared['id']}  {shared['version']}  {shared['title']}")


@civic_harmonise.command("guess")
@click.argument("resource_id")
@click.option("--model", "model_id", help="The shared model, when it is known.")
def guess(resource_id: str, model_id: str | None) -> None:
    """Print as JSON a first guess at how the file of RESOURCE_ID becomes a shared model."""
    data = {"id": resource_id, **({"model": model_id} if model_id else {})}
    click.echo(_json(_called("civic_harmonise_resource_guess", **data)))


@civic_harmonise.command("check")
@click.argument("resource_id")
@click.option("--crosswalk", help="Id of a crosswalk or a YAML file; default: the file's own.")
def check(resource_id: str, crosswalk: str | None) -> None:
    """Check the file of RESOURCE_ID as publishing would, and publish nothing.

    Exit status 1 when it could not be published.
    """
    data = {"id": resource_id}
    if crosswalk and crosswalk.endswith((".yaml", ".yml")):
        data["content"] = Path(crosswalk).read_text(encoding="utf-8")
    elif crosswalk:
        data["crosswalk"] = crosswalk
    report = _called("civic_harmonise_resource_check", **data)
    click.echo(_json(report))
    if report.get("error") or report.get("blocked_by"):
        raise click.exceptions.Exit(1)


@civic_harmonise.command("report")
@click.argument("resource_id")
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json")
def report(resource_id: str, form: str) -> None:
    """Print the report of the last run of RESOURCE_ID."""
    runs = _called("civic_harmonise_run_list", id=resource_id)
    if not runs:
        raise click.ClickException("The file was never run.")
    click.echo(_called("civic_harmonise_report_download", id=runs[0]["id"], format=form)["text"])


@civic_harmonise.command("prune")
def prune() -> None:
    """Remove the private lists and results of files that were deleted or purged."""
    click.echo(f"{left_over.prune()} removed")


@civic_harmonise.group("crosswalk")
def crosswalk() -> None:
    """Look at, save and export crosswalks."""


@crosswalk.command("list")
@click.option("--dataset", help="A dataset: what its council saved comes first.")
def list_(dataset: str | None) -> None:
    """List the crosswalks: id, version, model, title."""
    for one in _called(
        "civic_harmonise_crosswalk_list", **({"dataset": dataset} if dataset else {})
    ):
        click.echo(f"{one['id']}  {one.get('version') or '-'}  {one['model']}  {one['title']}")


@crosswalk.command("show")
@click.argument("id")
@click.option("--version", type=int, help="Default: the newest.")
def show(id: str, version: int | None) -> None:
    """Print the YAML text of the crosswalk ID."""
    click.echo(_shown(id, version)["content"], nl=False)


@crosswalk.command("export")
@click.argument("id")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--version", type=int, help="Default: the newest.")
def export(id: str, file: Path, version: int | None) -> None:
    """Write the YAML text of the crosswalk ID to FILE."""
    file.write_text(_shown(id, version)["content"], encoding="utf-8")


@crosswalk.command("save")
@click.argument("resource_id")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--note", default="", help="Why it was changed.")
@click.option("--version", type=int, help="The version that the change began with, if any.")
def save(resource_id: str, file: Path, note: str, version: int | None) -> None:
    """Save the crosswalk in FILE for the file of RESOURCE_ID as a new version."""
    kept = _called(
        "civic_harmonise_crosswalk_save",
        resource=resource_id,
        content=file.read_text(encoding="utf-8"),
        note=note,
        version=version,
    )
    click.echo(f"{kept['id']} version {kept['version']}")


@crosswalk.command("history")
@click.argument("id")
def history(id: str) -> None:
    """List the versions of a saved crosswalk, the newest first."""
    for one in _called("civic_harmonise_crosswalk_history", id=id):
        who, note = one["saved_by_name"], one["note"]
        click.echo(f"{one['version']}  {one['saved_at']}  {who}  {note}".rstrip())


def _shown(id: str, version: int | None) -> dict[str, Any]:
    return _called("civic_harmonise_crosswalk_show", id=id, version=version)


def _called(action: str, **data: Any) -> Any:
    """Call an action as the operator; what is wrong becomes one line and exit status 1."""
    context: Any = {"ignore_auth": True, "user": ""}
    try:
        return tk.get_action(action)(context, data)
    except tk.ValidationError as error:
        reasons = " ".join(str(text) for text in error.error_summary.values())
        raise click.ClickException(reasons) from None
    except tk.ObjectNotFound as error:
        raise click.ClickException(str(error) or "There is no such thing.") from None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


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
        f"{report.get('dropped_count', len(report['dropped']))} rows dropped; {outcome}"
    )
    return True
