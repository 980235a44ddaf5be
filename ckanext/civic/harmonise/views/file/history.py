"""The versions of the crosswalk that a file uses: who, when, what changed, and back to one."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model

from ...editor import draft as drafts
from ...editor.changes import line_changes
from ...editor.changes_in_words import changes_in_words
from ...logic import fields, library, saved
from ...logic.work import Work
from ...model import SavedCrosswalk
from .blueprint import Page, file_pages, opened, rendered, to


@file_pages.route("/history")
@opened
def history(work: Work) -> Page:
    """List the versions; with ``version``, what it changed since the one before."""
    versions = versions_of(work)
    number = tk.request.args.get("version", "")
    chosen = next((one for one in versions if str(one.version) == number), None)
    before = next((one for one in versions if chosen and one.version == chosen.version - 1), None)
    return rendered(
        "history",
        work,
        "history",
        versions=[saved.summary(one) for one in versions],
        chosen=chosen,
        before=before,
        changes=line_changes(before.content if before else "", chosen.content) if chosen else [],
        in_words=_in_words(before, chosen) if before and chosen else [],
    )


def _in_words(before: SavedCrosswalk, chosen: SavedCrosswalk) -> list[str]:
    old, new = (drafts.read(one.content) for one in (before, chosen))
    return changes_in_words(old, new, library.model(chosen.model))


@file_pages.route("/history/<int:version>/again", methods=["POST"])
@opened
def again(work: Work, version: int) -> Page:
    """Make the content of an old version the newest one."""
    versions = versions_of(work)
    wanted = next((one for one in versions if one.version == version), None)
    if wanted is None:
        return tk.abort(404, tk._("There is no such version."))
    kept = saved.save(
        wanted.id,
        wanted.content,
        organization_id=work.organization_id,
        header=wanted.header,
        user_id=work.user_id,
        note=tk._("The same as version {n}").format(n=version),
        base_version=versions[0].version,
    )
    model.Session.commit()
    tk.h.flash_success(
        tk._(
            "Version {new} is the same as version {old}. Choose “Run now” to publish with it."
        ).format(new=kept.version, old=version)
    )
    return to("history", work)


def versions_of(work: Work) -> list[SavedCrosswalk]:
    """Return the versions of the file's own crosswalk, or of the one that the draft came from."""
    ids = [str(work.resource.get(fields.CROSSWALK) or "")]
    if work.row is not None and work.row.base_id:
        ids.append(str(work.row.base_id))
    for id in filter(None, ids):
        versions = SavedCrosswalk.history(id)
        if versions and versions[0].organization_id == work.organization_id:
            return versions
    return []
