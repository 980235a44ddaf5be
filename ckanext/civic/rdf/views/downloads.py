"""``/rdf``: what of this portal can be fetched whole, for people."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from ckanext.civic.core.errors import CivicError

from .. import config
from ..dumps import dump_formats
from ..logic import dump_files
from ..logic.before_serving import before_serving
from ..logic.snapshot import catalog_state
from .pages import failed, page

downloads_blueprint = Blueprint("civic_rdf_downloads", __name__)


@downloads_blueprint.route("/rdf/catalog", strict_slashes=False)
@downloads_blueprint.route("/rdf", strict_slashes=False)
def index() -> Response:
    """List the files of the whole catalogue, the feed, and what else programs can ask."""
    try:
        before_serving()
        state = catalog_state()
        shown = {
            "files": [
                (each.ending, tk.url_for("civic_rdf_catalog.read", ending=each.ending), size)
                for each in dump_formats()
                for size in (_size_bytes(each.ending, state.version),)
            ],
            "modified": state.modified,
            "has_store": config.store_addresses() is not None,
        }
    except CivicError as error:
        return failed(error)
    return page("downloads.html", shown)


def _size_bytes(ending: str, version: str) -> int | None:
    """Return the size of the file of just this state; None when it is made when asked for."""
    files = dump_files.folder()
    path = files.find(ending, version) if files else None
    try:
        return path.stat().st_size if path else None
    except OSError:
        return None  # removed meanwhile
