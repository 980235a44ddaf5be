"""What the steps share: their blueprint, the work that they open, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint
from werkzeug.wrappers import Response

from ...editor import codes, fields
from ...errors import HarmoniseError
from ...logic.work import Work, require_file
from ..access import dataset_to_edit

Page = Response | str

file_pages = Blueprint(
    "civic_harmonise_file", __name__, url_prefix="/dataset/<id>/harmonise/<resource_id>"
)

# The steps in their order: endpoint and title
STEPS = (
    ("model", "What the file is about"),
    ("columns", "Columns"),
    ("codes", "Words and codes"),
    ("preview", "Preview"),
    ("checks", "Checks"),
    ("save", "Save"),
)


def opened(page: Callable[..., Page]) -> Callable[..., Page]:
    """Give a page the visitor's `Work` on the file; a file that cannot be read has its own page."""

    @wraps(page)
    def with_work(id: str, resource_id: str, **more: Any) -> Page:
        dataset = dataset_to_edit(id, resource_id)
        resource = next(one for one in dataset["resources"] if one["id"] == resource_id)
        work: Work | None = None
        try:
            require_file(dataset, resource)
            work = Work.on(dataset, resource, tk.current_user.id)
            return page(work, **more)
        except HarmoniseError as error:
            shown = {"pkg_dict": dataset, "resource": resource, "error": error, "work": work}
            return tk.render("civic/harmonise/file/unusable.html", shown)

    return with_work


def drafted(page: Callable[..., Page]) -> Callable[..., Page]:
    """Like `opened`, for the steps that need a draft: without one, the first step comes first."""

    @wraps(page)
    def with_draft(work: Work, **more: Any) -> Page:
        if work.row is None:
            return to("model", work)
        return page(work, **more)

    return opened(with_draft)


def address(step: str, work: Work, **more: Any) -> str:
    """Return the address of a step."""
    return tk.h.url_for(
        f"civic_harmonise_file.{step}",
        id=work.dataset["name"],
        resource_id=work.resource["id"],
        **more,
    )


def to(step: str, work: Work, **more: Any) -> Response:
    """Lead to a step."""
    return tk.redirect_to(
        f"civic_harmonise_file.{step}",
        id=work.dataset["name"],
        resource_id=work.resource["id"],
        **more,
    )


def rendered(template: str, work: Work, step: str, **more: Any) -> str:
    """Return a page of the flow."""
    return tk.render(
        f"civic/harmonise/file/{template}.html",
        {
            "pkg_dict": work.dataset,
            "resource": work.resource,
            "work": work,
            "step": step,
            "steps": steps_of(work),
            "errors": [],
            **more,
        },
    )


def form() -> dict[str, str]:
    """Return the posted form, one text a name."""
    return tk.request.form.to_dict()


def steps_of(work: Work) -> list[dict[str, str]]:
    """Return each step with its title, address and state: ``done``, ``open`` or ``later``."""
    states = {"model": "open"}
    if work.row is not None:
        states = _states(work)
    return [
        {
            "id": id,
            "title": tk._(title),
            "url": address(id, work) if id in states else "",
            "state": states.get(id, "later"),
        }
        for id, title in STEPS
    ]


def _states(work: Work) -> dict[str, str]:
    rows = fields.field_rows(work.model, work.content, work.profile, {})
    is_mapped = all(
        row.is_provided and not row.is_missing for row in rows if row.field.required
    ) and bool(work.model.key or (work.content.get("key") or {}).get("columns"))
    tables = codes.code_tables(work.model, work.content, work.profile)
    check = work.check
    is_checked = check is not None and check.finished_at is not None
    return {
        "model": "done",
        "columns": "done" if is_mapped else "open",
        "codes": "done" if all(table.is_done for table in tables) else "open",
        "preview": "open",
        "checks": "done" if is_checked else "open",
        "save": "open",
    }
