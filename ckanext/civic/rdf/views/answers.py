"""Answers that all the plugin's end points share."""

from __future__ import annotations

from flask import Response

from ckanext.civic.core.errors import CivicError

from ..errors import QueryRefused, StoreRejected, StoreUnavailable


def open_to_all(response: Response) -> Response:
    """Let scripts on other sites read the answer: all of it is public, for everybody the same."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Content-Type, ETag"
    response.headers["Vary"] = "Accept"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def status_of(error: CivicError) -> int:
    """Return the HTTP status for an error."""
    if isinstance(error, QueryRefused):
        return error.status
    if isinstance(error, StoreUnavailable):
        return 503
    return 400 if isinstance(error, StoreRejected) else 500


def problem(error: CivicError) -> Response:
    """Answer an error in plain words."""
    response = Response(f"{error}\n", status=status_of(error), content_type="text/plain")
    if response.status_code == 503:
        response.headers["Retry-After"] = "30"
    return open_to_all(response)


def plain(text: str, status: int) -> Response:
    """Answer one sentence."""
    return open_to_all(Response(f"{text}\n", status=status, content_type="text/plain"))
