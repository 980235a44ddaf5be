"""``ckan civic-gate``: the gate from the command line."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import click
from ckan import model

from . import register
from .decision.rules import HELD, RELEASED
from .enforcement import closing

__all__ = ["civic_gate"]


@click.group("civic-gate")
def civic_gate() -> None:
    """See and decide what the public may see."""


@civic_gate.command("list")
@click.option("--state", type=click.Choice([HELD, RELEASED]), help="Only these.")
@click.option("--organization", help="Only datasets of this organisation (id or name).")
def list_datasets(state: str | None, organization: str | None) -> None:
    """List datasets with their decision, longest waiting first."""
    filters = {"state": state, "organization": organization}
    offset = 0
    while True:
        page = _call("civic_gate_dataset_list", None, {**filters, "limit": 500, "offset": offset})
        for row in page["results"]:
            click.echo(f"{row['state']:8}  {row['rule']:24}  {row['name']}")
        offset += len(page["results"])
        if not page["results"] or offset >= page["count"]:
            break
    click.echo(f"{page['count']} datasets")


@civic_gate.command()
@click.argument("dataset")
@click.option("--reviewer", required=True, help="Name of the user who decides.")
@click.option("--reason", required=True, help="Why it may be public.")
def release(dataset: str, reviewer: str, reason: str) -> None:
    """Let the public see the present version of DATASET (id or name)."""
    _report(_call("civic_gate_dataset_release", reviewer, {"id": dataset, "reason": reason}))


@civic_gate.command()
@click.argument("dataset")
@click.option("--reviewer", required=True, help="Name of the user who decides.")
@click.option("--reason", required=True, help="Why it is held.")
def hold(dataset: str, reviewer: str, reason: str) -> None:
    """Take DATASET (id or name) out of the public's sight."""
    _report(_call("civic_gate_dataset_hold", reviewer, {"id": dataset, "reason": reason}))


@civic_gate.command("verify-log")
def verify_log() -> None:
    """Check the log's hash chain and that every decision agrees with it; exit 1 if not."""
    count, found, disagreeing = register.verify_log(model.Session)
    if found:
        click.echo(f"The log is broken at entry {found.seq}: {found.problem}.", err=True)
    for package_id in disagreeing:
        click.echo(f"The decision on dataset {package_id} is not the log's last.", err=True)
    if found or disagreeing:
        click.echo("Restore the database from a backup made before, and compare.", err=True)
        raise SystemExit(1)
    click.echo(f"{count} entries, the chain holds")


@civic_gate.command("close")
def close() -> None:
    """Make private what is public without a release, and index it again.

    Run it once after the plugin was installed on a portal that has datasets, and after a hold
    while the search index was down.
    """
    closed, indexed = closing.close_unreleased()
    click.echo(f"{closed} datasets made private, {indexed} indexed again")


def _call(action: str, user: str | None, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Call an action as ``user``, with that user's rights; without one as the system."""
    if user is not None and model.User.get(user) is None:
        raise click.ClickException(f"There is no user {user}. See: ckan user list")
    context: Any = {"user": user} if user is not None else {"ignore_auth": True}
    try:
        return tk.get_action(action)(context, data_dict)
    except tk.ObjectNotFound:
        raise click.ClickException(f"There is no dataset {data_dict.get('id')}.") from None
    except tk.NotAuthorized as error:
        raise click.ClickException(str(error)) from None
    except tk.ValidationError as error:
        problems = [f"{field}: {text}" for field, text in error.error_summary.items()]
        raise click.ClickException("; ".join(problems)) from None


def _report(result: dict[str, Any]) -> None:
    click.echo(f"{result['state']}{'' if result['changed'] else ', nothing changed'}")
    if not result["indexed"]:
        click.echo(
            "The search index is down. Run when it is up again: ckan civic-gate close", err=True
        )
