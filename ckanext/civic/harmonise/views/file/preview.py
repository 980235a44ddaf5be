"""Step 4: the first things that come of it."""

from __future__ import annotations

from ...logic import dry_run
from ...logic.work import Work
from .blueprint import Page, drafted, file_pages, rendered


@file_pages.route("/preview")
@drafted
def preview(work: Work) -> Page:
    """Show twenty things, as a table and as linked data, and a map of those that have a place."""
    problem = work.problem
    if problem is not None:
        return rendered("preview", work, "preview", problem=problem, found=None)
    found = dry_run.preview_of(work.dataset, work.resource, work.text, work.profile.rows)
    return rendered("preview", work, "preview", problem=None, found=found)
