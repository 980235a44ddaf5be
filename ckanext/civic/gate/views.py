"""The release page of a dataset and the queue."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint
from flask.views import MethodView

from .decision.rules import HELD, RELEASED
from .enforcement.requests import hide_unreadable

__all__ = ["civic_gate"]

civic_gate = Blueprint("civic_gate", __name__)
civic_gate.before_app_request(hide_unreadable)

_PAGE_SIZE = 25
_DONE = {RELEASED: "The dataset is public now.", HELD: "The dataset is not public any more."}


class ReleaseView(MethodView):
    """See the decision on a dataset, and make one: form, check answers, done."""

    def get(self, id: str) -> Any:
        return _render_form(_page(id), {}, {})

    def post(self, id: str) -> Any:
        page = _page(id)
        answers = {
            name: tk.request.form.get(name, "").strip()
            for name in ("decision", "reason", "content_hash")
        }
        errors = _problems(answers, page)
        step = tk.request.form.get("step")
        if errors or step == "change":
            return _render_form(page, answers, errors)
        if step != "confirm":
            return tk.render("civic/gate/confirm.html", {**page, "answers": answers})
        try:
            _decide(page["pkg_dict"]["id"], answers)
        except tk.ValidationError as error:
            problems = {"decision": " ".join(str(text) for text in error.error_summary.values())}
            return _render_form(_page(id), answers, problems)
        except tk.NotAuthorized as error:
            return _render_form(_page(id), answers, {"decision": str(error)})
        tk.h.flash_success(tk._(_DONE[answers["decision"]]))
        return tk.redirect_to("civic_gate.release", id=id)


def queue() -> Any:
    """List what waits in the reader's organisations."""
    if not tk.current_user.is_authenticated:
        return tk.redirect_to("user.login", came_from=tk.request.full_path)
    state = tk.request.args.get("state", HELD)
    organization = tk.request.args.get("organization", "")
    page_number = tk.h.get_page_number(tk.request.args)
    context: Any = {"user": tk.current_user.name}
    found = tk.get_action("civic_gate_dataset_list")(
        context,
        {
            "state": state if state in (HELD, RELEASED) else "",
            "organization": organization,
            "limit": _PAGE_SIZE,
            "offset": (page_number - 1) * _PAGE_SIZE,
        },
    )
    organizations = tk.get_action("organization_list_for_user")(
        {"user": tk.current_user.name}, {"permission": "read"}
    )
    return tk.render(
        "civic/gate/queue.html",
        {
            "found": found,
            "state": state,
            "organization": organization,
            "organizations": organizations,
            "page_number": page_number,
            "page_count": max(1, -(-found["count"] // _PAGE_SIZE)),
        },
    )


def _page(id: str) -> dict[str, Any]:
    """Return the variables of the release page; 404 for everybody outside the team."""
    try:
        shown = tk.get_action("civic_gate_dataset_show")(_reader(), {"id": id})
        pkg_dict = tk.get_action("package_show")(_reader(), {"id": id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Dataset not found"))
    may_hold, _why = _may("hold", id)
    may_release, why_not_release = _may("release", id)
    return {
        "pkg_dict": pkg_dict,
        "dataset_type": pkg_dict["type"],
        "shown": shown,
        "may_hold": may_hold,
        "may_release": may_release,
        "why_not_release": why_not_release,
    }


def _reader() -> Any:
    """Return a new action context of the person at the browser."""
    return {"user": tk.current_user.name, "auth_user_obj": tk.current_user}


def _may(verb: str, id: str) -> tuple[bool, str]:
    try:
        tk.check_access(f"civic_gate_dataset_{verb}", {"user": tk.current_user.name}, {"id": id})
    except tk.NotAuthorized as error:
        return False, str(error)
    return True, ""


def _problems(answers: dict[str, str], page: dict[str, Any]) -> dict[str, str]:
    problems = {}
    possible = [
        state for state, may in ((RELEASED, page["may_release"]), (HELD, page["may_hold"])) if may
    ]
    if answers["decision"] not in possible:
        problems["decision"] = tk._("Choose what to do.")
    if not answers["reason"]:
        problems["reason"] = tk._("Say why. The reason is kept in the log.")
    if not problems and answers["content_hash"] != page["shown"]["content_hash"]:
        problems["decision"] = tk._(
            "The dataset changed while this page was open. Look at it again, then decide."
        )
    return problems


def _decide(package_id: str, answers: dict[str, str]) -> None:
    data_dict = {"id": package_id, "reason": answers["reason"]}
    if answers["decision"] == RELEASED:
        data_dict["content_hash"] = answers["content_hash"]
        tk.get_action("civic_gate_dataset_release")(_reader(), data_dict)
    else:
        tk.get_action("civic_gate_dataset_hold")(_reader(), data_dict)


def _render_form(page: dict[str, Any], answers: dict[str, str], errors: dict[str, str]) -> Any:
    return tk.render(
        "civic/gate/release.html", {**page, "answers": answers, "errors": errors}
    ), 400 if errors else 200


civic_gate.add_url_rule("/dataset/<id>/release", view_func=ReleaseView.as_view("release"))
civic_gate.add_url_rule("/gate/queue", view_func=queue)
