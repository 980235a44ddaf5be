"""Step 6: look over it, save it as a version, and publish with it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...editor import codes, fields
from ...editor.changes import line_changes
from ...errors import HarmoniseError
from ...logic import fields as resource_fields
from ...logic.work import Work
from ...model import SavedCrosswalk
from ..access import context, sentence
from .blueprint import Page, drafted, file_pages, form, rendered, to


@file_pages.route("/save", methods=["GET", "POST"])
@drafted
def save(work: Work) -> Page:
    """Show what will be saved, or save it."""
    if tk.request.method == "GET":
        return _page(work, [])
    posted = form()
    try:
        kept = work.save(posted.get("note", ""))
    except HarmoniseError as error:
        return _page(work, [("note", str(error))])
    try:
        _use(work, kept, publish=posted.get("then") == "publish")
    except tk.ValidationError as error:
        tk.h.flash_error(sentence(error))
    return to("overview", work)


def _use(work: Work, kept: SavedCrosswalk, *, publish: bool) -> None:
    """Name the crosswalk on the resource; that queues a run when it is another than before."""
    if not publish:
        tk.h.flash_success(tk._("Saved as version {n}.").format(n=kept.version))
        return
    if work.resource.get(resource_fields.CROSSWALK) != kept.id:
        tk.get_action("resource_patch")(
            context(), {"id": work.resource["id"], resource_fields.CROSSWALK: kept.id}
        )
    else:
        tk.get_action("civic_harmonise_resource_queue")(context(), {"id": work.resource["id"]})
    tk.h.flash_success(
        tk._("Saved as version {n}. The file will be harmonised in a moment.").format(
            n=kept.version
        )
    )


def _page(work: Work, errors: list[tuple[str, str]]) -> str:
    row: Any = work.row
    base = SavedCrosswalk.one(row.base_id, row.base_version) if row.base_id else None
    rows = fields.field_rows(work.model, work.content, work.profile, {})
    return rendered(
        "save",
        work,
        "save",
        provided=[one for one in rows if one.is_provided],
        not_provided=[one for one in rows if not one.is_provided],
        unused=fields.unused_columns(work.content, work.profile),
        tables=codes.code_tables(work.model, work.content, work.profile),
        base=base,
        changes=line_changes(base.content, work.text) if base else [],
        problem=work.problem,
        note=row.evidence.get("origin", ""),
        check=work.check,
        errors=errors,
    )
