"""A crosswalk as a file: take it along, work on it elsewhere, bring it back."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from werkzeug.wrappers import Response

from ...errors import HarmoniseError
from ...logic.work import Work
from ...model import SavedCrosswalk
from .blueprint import Page, drafted, file_pages, opened, rendered, to
from .history import versions_of

MOST_BYTES = 1 << 20


@file_pages.route("/crosswalk.yaml")
@drafted
def draft_yaml(work: Work) -> Page:
    """Send the draft."""
    return _yaml(work.text, f"{work.content.get('id', 'crosswalk')}.yaml")


@file_pages.route("/history/<int:version>.yaml")
@opened
def version_yaml(work: Work, version: int) -> Page:
    """Send a saved version."""
    found: list[SavedCrosswalk] = [one for one in versions_of(work) if one.version == version]
    if not found:
        return tk.abort(404, tk._("There is no such version."))
    return _yaml(found[0].content, f"{found[0].id}-{version}.yaml")


@file_pages.route("/upload", methods=["GET", "POST"])
@opened
def upload(work: Work) -> Page:
    """Begin with an uploaded crosswalk."""
    if tk.request.method == "GET":
        return rendered("upload", work, "upload")
    file = tk.request.files.get("crosswalk")
    raw = file.read(MOST_BYTES + 1) if file else b""
    try:
        if not raw:
            raise HarmoniseError(tk._("Choose the file of a crosswalk."))
        if len(raw) > MOST_BYTES:
            raise HarmoniseError(tk._("The file is larger than a crosswalk can be."))
        work.take(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        words = tk._("The file is no text in UTF-8.")
        return rendered("upload", work, "upload", errors=[("crosswalk", words)])
    except HarmoniseError as error:
        return rendered("upload", work, "upload", errors=[("crosswalk", str(error))])
    return to("columns", work)


def _yaml(text: str, name: str) -> Response:
    answer = Response(text, content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
