"""The pages of civic_sync: for sysadmins, under ``/sync``."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint

__all__ = ["civic_sync"]

civic_sync = Blueprint("civic_sync", __name__)


def index() -> str | Response:
    """Show the peers."""
    return tk.render("civic/sync/index.html", {"peers": _call("civic_sync_peer_list", {})})


def add() -> str | Response:
    """Ask for a new peer; try it before it is added."""
    _call("civic_sync_peer_list", {})  # asks for permission
    if tk.request.method != "POST":
        return _form({}, {})
    fields = ("name", "url", "title", "organization")
    form = {field: tk.request.form.get(field, "").strip() for field in fields}
    try:
        checked = tk.get_action("civic_sync_peer_check")({}, {"url": form["url"]})
        if not checked["ok"]:
            return _form(form, {"url": [checked["error"]]})
        settings = form | {"title": form["title"] or checked["title"]}
        peer = tk.get_action("civic_sync_peer_create")({}, settings)
    except tk.ValidationError as error:
        return _form(form, error.error_dict)
    tk.h.flash_success(
        tk._("{title} was added. It shows {count} datasets. Pull them when you like.").format(
            title=peer["title"], count=checked["datasets"]
        ),
    )
    return tk.redirect_to("civic_sync.peer", name=peer["name"])


def peer(name: str) -> str | Response:
    """Show one peer: its runs, and what was not taken."""
    return tk.render(
        "civic/sync/peer.html",
        {
            "peer": _call("civic_sync_peer_show", {"name": name}),
            "runs": _call("civic_sync_run_list", {"name": name, "limit": 20}),
        },
    )


def check(name: str) -> Response:
    """Ask a peer whether it answers, and tell."""
    answer = _call("civic_sync_peer_check", {"name": name})
    if answer["ok"]:
        told = tk._("{title} answers: CKAN {version}, {count} datasets.").format(
            title=answer["title"], version=answer["ckan_version"], count=answer["datasets"]
        )
        tk.h.flash_success(" ".join([told, *answer["notes"]]))
    else:
        tk.h.flash_error(answer["error"])
    return tk.redirect_to("civic_sync.peer", name=name)


def pull(name: str) -> Response:
    """Queue a pull."""
    force = tk.request.form.get("force") == "true"
    try:
        _call("civic_sync_peer_pull", {"name": name, "force": force})
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(error.error_summary.values()))
    else:
        tk.h.flash_success(tk._("The pull is queued. Reload this page to see how far it is."))
    return tk.redirect_to("civic_sync.peer", name=name)


def _form(form: dict[str, str], errors: dict[str, Any]) -> str:
    return tk.render("civic/sync/add.html", {"form": form, "errors": errors})


def _call(action: str, data_dict: dict[str, Any]) -> Any:
    """Call an action for the present user; what they may not see or is not there ends the page."""
    try:
        return tk.get_action(action)({}, data_dict)
    except tk.NotAuthorized:
        return tk.abort(403, tk._("Only sysadmins may see and change the peers."))
    except tk.ObjectNotFound as error:
        return tk.abort(404, error.message or "")


civic_sync.add_url_rule("/sync", "index", index)
civic_sync.add_url_rule("/sync/add", "add", add, methods=["GET", "POST"])
civic_sync.add_url_rule("/sync/<name>", "peer", peer)
civic_sync.add_url_rule("/sync/<name>/check", "check", check, methods=["POST"])
civic_sync.add_url_rule("/sync/<name>/pull", "pull", pull, methods=["POST"])
