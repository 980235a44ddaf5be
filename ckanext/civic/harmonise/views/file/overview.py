"""The task list of one file: all the steps, and how far the work is."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ...logic import fields, saved
from ...logic.work import Work
from ...model import CrosswalkDraft, SavedCrosswalk
from ..access import context
from .blueprint import Page, file_pages, opened, rendered, to


@file_pages.route("/", strict_slashes=False)
@opened
def overview(work: Work) -> Page:
    """Show the steps, and the crosswalk that the file uses now."""
    named = str(work.resource.get(fields.CROSSWALK) or "")
    own = SavedCrosswalk.newest(named) if named else None
    is_own = own is not None and own.organization_id == work.organization_id
    return rendered(
        "overview",
        work,
        "overview",
        named=named,
        is_new_period=fields.is_new_period(work.resource),
        saved=saved.summary(own) if own and is_own else None,
        run=_last_run(work),
    )


def _last_run(work: Work) -> dict[str, Any] | None:
    try:
        return tk.get_action("civic_harmonise_resource_show")(
            context(), {"id": work.resource["id"]}
        )
    except tk.ObjectNotFound:
        return None


@file_pages.route("/discard", methods=["POST"])
@opened
def discard(work: Work) -> Page:
    """Throw the draft away."""
    CrosswalkDraft.forget(work.resource["id"], work.user_id)
    work.forget_check()
    model.Session.commit()
    tk.h.flash_success(tk._("Your changes were thrown away."))
    return to("overview", work)
