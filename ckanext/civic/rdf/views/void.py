"""``/.well-known/void``: what the portal publishes as linked data, and where.

Source: VoID, 6.2 (the well-known address); RFC 8615.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from ckanext.civic.core.errors import CivicError

from ..http import preflight
from ..logic.void import void
from .answers import problem, sent
from .rdf_document import document

void_blueprint = Blueprint("civic_rdf_void", __name__)


@void_blueprint.route(
    "/.well-known/void", methods=["GET", "HEAD", "OPTIONS"], provide_automatic_options=False
)
def read() -> Response:
    """Send the document in the syntax of ``?format=`` or of Accept."""
    if request.method == "OPTIONS":
        return sent(preflight())
    try:
        found = void()
        return document(found.lines, prefixes={}, validator=found.validator)
    except CivicError as error:
        return problem(error)
