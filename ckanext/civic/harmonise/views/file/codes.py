"""Step 3: which code each of the publisher's words means."""

from __future__ import annotations

from copy import deepcopy

import ckan.plugins.toolkit as tk

from ...editor import codes as code_tables
from ...logic.work import Work
from .blueprint import Page, drafted, file_pages, form, rendered, to


@file_pages.route("/codes", methods=["GET", "POST"])
@drafted
def codes(work: Work) -> Page:
    """Show the tables, or store them and go on."""
    if tk.request.method == "POST":
        posted = form()
        content = deepcopy(work.content)
        code_tables.apply_codes(work.model, content, work.profile, posted)
        work.change(content)
        if posted.get("then") == "stay":
            tk.h.flash_success(tk._("Saved as a draft."))
            return to("codes", work)
        return to("preview", work)
    return rendered(
        "codes",
        work,
        "codes",
        tables=code_tables.code_tables(work.model, work.content, work.profile),
        reasons=work.code_reasons,
        UNKNOWN=code_tables.UNKNOWN,
        OPEN=code_tables.OPEN,
    )
