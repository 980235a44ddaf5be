"""Step 6: look over it, save it as a version, and publish with it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...editor import codes, fields
from ...editor import draft as drafts
from ...editor.changes import line_changes
from ...editor.changes_in_words import changes_in_words
from ...errors import HarmoniseError
from ...logic import cascade, saved
from ...logic import fields as resource_fields
from ...logic.work import Work
from ...model import SavedCrosswalk
from ..access import context, sentence
from .blueprint import Page, drafted, file_pages, form, rendered, to
from .columns import undecided


@file_pages.route("/save", methods=["GET", "POST"])
@drafted
def save(work: Work) -> Page:
    """Show what will be saved, or save it."""
    if tk.request.method == "GET":
        return _page(work, [])
    if still_open := _undecided(work):
        return _page(work, still_open)
    posted = form()
    try:
        kept = work.save(posted.get("note", ""), _number(posted.get("over", "")))
    except saved.Overtaken as error:
        return _page(work, [("meantime", str(error))])
    except HarmoniseError as error:
        return _page(work, [("problem" if work.problem else "note", str(error))])
    try:
        _use(work, kept, publish=posted.get("then") == "publish")
    except tk.ValidationError as error:
        tk.h.flash_error(sentence(error))
    return to("overview", work)


def _use(work: Work, kept: SavedCrosswalk, *, publish: bool) -> None:
    """Name the crosswalk on the resource, and run the file when it is to be published."""
    is_new = work.resource.get(resource_fields.CROSSWALK) != kept.id
    if is_new:
        patched: Any = {**context(), cascade.NO_RUN: not publish}
        tk.get_action("resource_patch")(
            patched, {"id": work.resource["id"], resource_fields.CROSSWALK: kept.id}
        )
    if not publish:
        tk.h.flash_success(
            tk._(
                "Saved as version {n}. The file was not run: what is published stays as it is."
                " The next run, or the next file, uses this version."
            ).format(n=kept.version)
        )
        return
    if not is_new:
        tk.get_action("civic_harmonise_resource_queue")(context(), {"id": work.resource["id"]})
    tk.h.flash_success(
        tk._("Saved as version {n}. The file will be harmonised in a moment.").format(
            n=kept.version
        )
    )


def _undecided(work: Work) -> list[tuple[str, str]]:
    """Return what must be decided before anything is saved: columns that look personal."""
    unused = fields.unused_columns(work.content, work.profile, work.reasons)
    return [("unused", undecided(one.column.heading)) for one in unused if one.must_be_decided]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _page(work: Work, errors: list[tuple[str, str]]) -> str:
    row: Any = work.row
    meantime = work.overtaken_by
    base = SavedCrosswalk.one(row.base_id, row.base_version) if row.base_id else None
    base = meantime or base
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
        meantime=saved.summary(meantime) if meantime else None,
        changes=line_changes(base.content, work.text) if base else [],
        in_words=changes_in_words(drafts.read(base.content), work.content, work.model)
        if base
        else [],
        problem=work.problem,
        note=form().get("note", row.evidence.get("origin", "")),
        check=work.check,
        errors=errors,
    )
