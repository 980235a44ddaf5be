"""Step 1: which shared model the file is about, and what the work begins with."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ...errors import HarmoniseError
from ...logic import described, fields, library, profiles, proposal, saved
from ...logic.work import Work
from .blueprint import Page, file_pages, form, opened, rendered, to


@file_pages.route("/model", methods=["GET", "POST"])
@opened
def model(work: Work) -> Page:
    """Offer the organization's own crosswalks, the product's, and a proposal for each model."""
    if tk.request.method == "POST":
        return _begin(work)
    return _page(work, [])


def _begin(work: Work) -> Page:
    kind, _, name = form().get("begin", "").partition(":")
    known = {"model": {one.id for one in library.models()}, "crosswalk": {name}, "keep": {""}}
    if name not in known.get(kind, set()):
        return _page(work, [("begin", tk._("Choose what the file is about."))])
    try:
        if kind == "model":
            work.propose(name)
        elif kind == "crosswalk":
            work.reuse(name)
    except HarmoniseError as error:
        return _page(work, [("begin", str(error))])
    return to("columns", work)


def _page(work: Work, errors: list[tuple[str, str]]) -> str:
    with profiles.copy_of(work.resource) as copy:
        models = proposal.propose_models(profiles.table_of(copy, work.resource, {}))
    own = saved.reusable(work.organization_id, work.profile.header, _named(work))
    return rendered(
        "model",
        work,
        "model",
        models=models,
        own=[{**saved.summary(one.saved), "found": one} for one in own],
        shipped=_fitting(work),
        errors=errors,
    )


def _named(work: Work) -> str:
    return str(work.resource.get(fields.CROSSWALK) or "")


def _fitting(work: Work) -> list[dict[str, str]]:
    """Return the crosswalks of the product whose columns are all in the file."""
    fitting = library.fitting(work.profile.header)
    return [one for one in described.crosswalk_summaries() if one["id"] in fitting]
