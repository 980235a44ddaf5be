"""The actions of civic_sync; docs/reference/sync.md lists what each takes and answers."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, Schema

from ckanext.civic.core.dataset_content import dataset_hash

from .. import config
from ..errors import PeerError
from ..jobs.comparison import compare
from ..jobs.pull import queue_pull
from ..jobs.removal import remove_peer
from ..jobs.settings import PeerSettings
from ..model import Peer, Record, Run
from ..records.copy import copy_hash
from ..site_address import is_same_site
from . import schema
from .dictize import peer_dict, record_dict, run_dict

__all__ = [
    "civic_sync_dataset_show",
    "civic_sync_peer_check",
    "civic_sync_peer_create",
    "civic_sync_peer_delete",
    "civic_sync_peer_list",
    "civic_sync_peer_pull",
    "civic_sync_peer_show",
    "civic_sync_peer_update",
    "civic_sync_run_list",
    "civic_sync_run_show",
    "civic_sync_verify",
]


def civic_sync_peer_create(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Add a portal to pull from; answers it as ``civic_sync_peer_show`` does."""
    tk.check_access("civic_sync_peer_create", context, data_dict)
    settings = _validated(data_dict, schema.peer_create(), context)
    for other in Peer.all():
        if other.url == settings["url"]:
            raise tk.ValidationError(
                {"url": [tk._("{name} has this address.").format(name=other.name)]}
            )
    peer = Peer(
        name=settings["name"],
        url=settings["url"],
        title=settings.get("title") or settings["name"],
        organizations=settings.get("organization", {}),
        filters={
            "organizations": settings.get("only_organizations", []),
            "relayed": settings.get("relayed", False),
        },
    )
    model.Session.add(peer)
    model.Session.commit()
    return peer_dict(peer, copies={}, last_run=None)


@tk.side_effect_free
def civic_sync_peer_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer every peer by name, each with its last run and the number of its copies."""
    tk.check_access("civic_sync_peer_list", context, data_dict)
    counts, last = Record.counts(), Run.last_of_each()
    return [
        peer_dict(peer, copies=counts.get(peer.id, {}), last_run=last.get(peer.id))
        for peer in Peer.all()
    ]


@tk.side_effect_free
def civic_sync_peer_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Answer one peer, and under ``troubled`` each dataset that is not in step, with its reason."""
    tk.check_access("civic_sync_peer_show", context, data_dict)
    peer = _peer(_validated(data_dict, schema.peer_name(), context)["name"])
    shown = peer_dict(
        peer,
        copies=Record.counts().get(peer.id, {}),
        last_run=next(iter(Run.newest(peer_ids=[peer.id], limit=1)), None),
    )
    return shown | {"troubled": [record_dict(record) for record in Record.troubled(peer.id)]}


def civic_sync_peer_update(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Change a peer's settings: only those that are given."""
    tk.check_access("civic_sync_peer_update", context, data_dict)
    settings = _validated(data_dict, schema.peer_update(), context)
    peer = _peer(settings["name"])
    peer.title = settings.get("title", peer.title)
    peer.state = settings.get("state", peer.state)
    peer.organizations = settings.get("organization", peer.organizations)
    peer.filters = {
        "organizations": settings.get("only_organizations", peer.filters.get("organizations", [])),
        "relayed": settings.get("relayed", peer.filters.get("relayed", False)),
    }
    model.Session.commit()
    return tk.get_action("civic_sync_peer_show")(context, {"name": peer.name})


def civic_sync_peer_delete(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Forget a peer; ``copies`` says whether to ``keep`` or ``remove`` what came from it."""
    tk.check_access("civic_sync_peer_delete", context, data_dict)
    settings = _validated(data_dict, schema.peer_delete(), context)
    peer = _peer(settings["name"])
    removed = remove_peer(PeerSettings.of(peer), copies=settings.get("copies"))
    return {"name": settings["name"], "removed": removed}


def civic_sync_peer_check(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Ask a peer whether it answers: ``{ok, error, site, title, ckan_version, datasets, notes}``.

    Takes the ``name`` of a peer, or the ``url`` of one to be.
    """
    tk.check_access("civic_sync_peer_check", context, data_dict)
    if "url" in data_dict and "name" not in data_dict:
        url = _validated(data_dict, schema.peer_url(), context)["url"]
        peer = PeerSettings(id="", name=url, url=url, title=url)
    else:
        peer = PeerSettings.of(_peer(_validated(data_dict, schema.peer_name(), context)["name"]))
    answer = {"ok": False, "error": "", "site": "", "title": "", "ckan_version": "", "datasets": 0}
    notes: list[str] = []
    try:
        status = peer.transport(config.impatient_limits()).status()
    except PeerError as error:
        return answer | {"error": str(error), "notes": notes}
    if status.site and not is_same_site(status.site, peer.url):
        notes.append(
            tk._("It calls itself {site}: better use that address.").format(site=status.site)
        )
    return {
        "ok": True,
        "error": "",
        "site": status.site,
        "title": status.title,
        "ckan_version": status.ckan_version,
        "datasets": status.datasets,
        "notes": notes,
    }


def civic_sync_peer_pull(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Queue a pull; answers ``{run_id}``. ``force`` lets it remove however many copies."""
    tk.check_access("civic_sync_peer_pull", context, data_dict)
    settings = _validated(data_dict, schema.peer_pull(), context)
    peer = _peer(settings["name"])
    if peer.state != "active":
        raise tk.ValidationError({"name": [tk._("{name} is paused.").format(name=peer.name)]})
    run = queue_pull(peer, force=settings.get("force", False))
    return {"run_id": run.id}


@tk.side_effect_free
def civic_sync_run_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Answer one run: its state, step, progress in percent, counts and error."""
    tk.check_access("civic_sync_run_show", context, data_dict)
    run = model.Session.get(Run, _validated(data_dict, schema.id_(), context)["id"])
    if run is None:
        raise tk.ObjectNotFound(tk._("There is no such run."))
    model.Session.refresh(run)  # its worker writes it behind this session's back
    peer = model.Session.get(Peer, run.peer_id)
    return run_dict(run, peer.name if peer else "")


@tk.side_effect_free
def civic_sync_run_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer the last runs, newest first: of the peer ``name``, or of all; at most ``limit``."""
    tk.check_access("civic_sync_run_list", context, data_dict)
    wanted = _validated(data_dict, schema.run_list(), context)
    names = {peer.id: peer.name for peer in Peer.all()}
    peer_ids = [_peer(wanted["name"]).id] if wanted.get("name") else None
    runs = Run.newest(peer_ids=peer_ids, limit=min(wanted["limit"], 1000))
    return [run_dict(run, names.get(run.peer_id, "")) for run in runs]


@tk.side_effect_free
def civic_sync_dataset_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Answer where a dataset was born: ``{id, origin, origin_id, content_hash, path}``.

    ``path`` lists the sites that it passed through, first its origin; for a dataset that was born
    here, only this one. The hash is that of the content as it is here now.
    """
    id_ = _validated(data_dict, schema.id_(), context)["id"]
    tk.check_access("civic_sync_dataset_show", context, {"id": id_})
    show = Context(user=context.get("user", ""), ignore_auth=True, use_cache=False)
    dataset = tk.get_action("package_show")(show, {"id": id_})
    record = Record.of_dataset(dataset["id"])
    if record is None:
        here = config.here()
        return {
            "id": dataset["id"],
            "origin": here,
            "origin_id": dataset["id"],
            "content_hash": dataset_hash(dataset),
            "path": [here],
        }
    return {
        "id": dataset["id"],
        "origin": record.origin,
        "origin_id": record.origin_id,
        "content_hash": copy_hash(dataset),
        "path": record.path.split(),
    }


def civic_sync_verify(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Compare a peer's public datasets with the copies by id, origin and content hash.

    Answers ``{peer, compared, differ, held, differences: [{id, name, reason}]}``.
    """
    tk.check_access("civic_sync_verify", context, data_dict)
    peer = _peer(_validated(data_dict, schema.peer_name(), context)["name"])
    try:
        return compare(PeerSettings.of(peer)).as_dict()
    except PeerError as error:
        raise tk.ValidationError({"peer": [str(error)]}) from error


def _validated(data_dict: dict[str, Any], rules: Schema, context: Context) -> dict[str, Any]:
    validated, errors = tk.navl_validate(data_dict, rules, context)
    if errors:
        raise tk.ValidationError(errors)
    return validated


def _peer(name: str) -> Peer:
    peer = Peer.by_name(name)
    if peer is None:
        raise tk.ObjectNotFound(tk._("There is no peer called {name}.").format(name=name))
    return peer
