"""``ckan civic-sync``."""

from __future__ import annotations

import json
import sys
from typing import Any

import ckan.plugins.toolkit as tk
import click
from ckan import model

from .jobs.pull import new_run, run_pull
from .model import Peer

__all__ = ["civic_sync"]


@click.group("civic-sync", short_help="Pull what other portals publish.")
def civic_sync() -> None:
    """Pull what other portals publish and keep the copies in step."""


@civic_sync.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def peers(as_json: bool) -> None:
    """List the peers."""
    rows = _call("civic_sync_peer_list", {})
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        copies = row["copies"].get("in_step", 0)
        last = row["last_run"]
        state = last["state"] if last else "never pulled"
        click.echo(f"{row['name']}\t{row['url']}\t{copies} in step\t{state}")
    if not rows:
        click.echo("There are no peers. Add one: ckan civic-sync add NAME URL")


@civic_sync.command()
@click.argument("name")
@click.argument("url")
@click.option("--title", default="", help="What people call the portal.")
@click.option("--organization", default="", help="Who owns the copies here, or a JSON object.")
@click.option("--relayed", is_flag=True, help="Also take what it took from others.")
def add(name: str, url: str, title: str, organization: str, relayed: bool) -> None:
    """Add the portal at URL under NAME."""
    owner = json.loads(organization) if organization.startswith("{") else organization
    settings = {"name": name, "url": url, "title": title, "relayed": relayed}
    peer = _call("civic_sync_peer_create", settings | {"organization": owner})
    click.echo(f"Added {peer['name']} ({peer['url']}).")


@civic_sync.command()
@click.argument("name")
def check(name: str) -> None:
    """Ask whether peer NAME answers."""
    answer = _call("civic_sync_peer_check", {"name": name})
    if not answer["ok"]:
        _fail(answer["error"])
    click.echo(f"{answer['title']}: CKAN {answer['ckan_version']}, {answer['datasets']} datasets.")
    for note in answer["notes"]:
        click.echo(note)


@civic_sync.command()
@click.argument("name", required=False)
@click.option("--all", "all_peers", is_flag=True, help="Pull every active peer.")
@click.option("--inline", is_flag=True, help="Do it now, in this process.")
@click.option("--force", is_flag=True, help="Remove however many copies are gone there.")
def pull(name: str | None, all_peers: bool, inline: bool, force: bool) -> None:
    """Pull from peer NAME: queued for a worker, or with --inline at once."""
    is_fine = True
    for peer in _wanted(name, all_peers):
        if inline:
            is_fine = _pull_now(peer, force) and is_fine
        else:
            run = _call("civic_sync_peer_pull", {"name": peer, "force": force})
            click.echo(f"{peer}: queued as {run['run_id']}.")
    if not is_fine:
        sys.exit(1)


@civic_sync.command()
@click.argument("name", required=False)
@click.option("--limit", default=20, show_default=True)
def runs(name: str | None, limit: int) -> None:
    """List the last runs, of peer NAME or of all."""
    for run in _call("civic_sync_run_list", {"name": name or "", "limit": limit}):
        click.echo(_run_line(run))


@civic_sync.command()
@click.argument("name", required=False)
@click.option("--all", "all_peers", is_flag=True, help="Compare with every active peer.")
def verify(name: str | None, all_peers: bool) -> None:
    """Compare peer NAME's public datasets with the copies; exit 1 when any differs."""
    compared = differ = 0
    is_fine = True
    for peer in _wanted(name, all_peers):
        try:
            result = tk.get_action("civic_sync_verify")(_context(), {"name": peer})
        except tk.ValidationError as error:
            click.echo(_told(error), err=True)
            is_fine = False
            continue
        for difference in result["differences"]:
            click.echo(f"{peer}: {difference['name']} ({difference['id']}): {difference['reason']}")
        if result["held"]:
            click.echo(f"{peer}: {result['held']} copies are here but not public.")
        compared += result["compared"]
        differ += result["differ"]
    click.echo(f"{compared} compared, {differ} differ")
    if differ or not is_fine:
        sys.exit(1)


def _pull_now(name: str, force: bool) -> bool:
    peer = Peer.by_name(name)
    if peer is None:
        _fail(f"There is no peer called {name}.")
    run_id = new_run(peer, force=force).id
    run_pull(run_id)
    model.Session.expire_all()
    run = _call("civic_sync_run_show", {"id": run_id})
    click.echo(_run_line(run))
    return run["state"] == "succeeded"


def _run_line(run: dict[str, Any]) -> str:
    counts = ", ".join(f"{number} {what}" for what, number in run["counts"].items())
    state = run["state"] if run["state"] != "running" else f"{run['step']} {run['progress']} %"
    line = f"{run['queued_at']} {run['peer']}: {state}"
    return "; ".join(part for part in (line, counts, run["error"]) if part)


def _wanted(name: str | None, all_peers: bool) -> list[str]:
    if bool(name) == all_peers:
        _fail("Give the name of one peer, or --all.")
    if name:
        return [name]
    return [peer.name for peer in Peer.all() if peer.state == "active"]


def _call(action: str, data_dict: dict[str, Any]) -> Any:
    try:
        return tk.get_action(action)(_context(), data_dict)
    except tk.ValidationError as error:
        _fail(_told(error))
    except tk.ObjectNotFound as error:
        _fail(str(error.message))


def _context() -> Any:
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return {"user": user["name"], "ignore_auth": True}


def _told(error: tk.ValidationError) -> str:
    summary = error.error_summary
    if "peer" in error.error_dict:  # whole sentences, which name the peer
        return " ".join(summary.values())
    return " ".join(f"{field}: {text}" for field, text in summary.items())


def _fail(message: str) -> Any:
    click.echo(message, err=True)
    sys.exit(1)
