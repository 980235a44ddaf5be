"""Answers that all the plugin's end points share: from requests of Flask, to responses of Flask.

What an answer says is made in ``rdf/http``; here it only changes its form. `send` is for public
content, which is the same for everybody; pages go out as CKAN sends pages.
"""

from __future__ import annotations

from typing import Any

from flask import Response, request
from werkzeug.datastructures import Headers

from ckanext.civic.core.errors import CivicError

from ..errors import QueryRefused, StoreRejected, Unavailable
from ..http import Answered, Asked, Content, answer, is_known, refusal

_RETRY_AFTER_S = 30


class PublicResponse(Response):
    """A response whose headers go out as they were made.

    CKAN sets its own Cache-Control and CORS headers on each response, and Flask may add that it
    varies by cookie. Nothing of that holds for what everybody gets alike.
    """

    automatically_set_content_length = False

    def __init__(self, answered: Answered) -> None:
        super().__init__(status=answered.status)
        body = answered.body
        self.response = [body] if isinstance(body, bytes) else body
        self._made = answered.headers
        self.headers = Headers(list(answered.headers.items()))

    def get_wsgi_headers(self, environ: Any) -> Headers:
        """Return the headers as they were made, and whatever else was added meanwhile."""
        headers = super().get_wsgi_headers(environ)
        for name in ("Cache-Control", "Access-Control-Allow-Origin"):
            if name in self._made:
                headers[name] = self._made[name]
        for name in ("Vary", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers"):
            if name in self._made:
                headers[name] = self._made[name]
            else:
                headers.pop(name, None)
        return headers


def asked() -> Asked:
    """Return the request that is being answered."""
    return Asked(request.method, request.headers)


def send(content: Content) -> Response:
    """Answer the request with public content: ETag, 304, HEAD, gzip, CORS (see ``rdf/http``)."""
    return sent(answer(asked(), content))


def has_already(content: Content) -> bool:
    """Tell whether the client names the content's very tag: its body need not be looked for."""
    return is_known(asked(), content)


def sent(answered: Answered) -> Response:
    """Return an answer as a response."""
    return PublicResponse(answered)


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
    if isinstance(error, Unavailable):
        return 503
    return 400 if isinstance(error, StoreRejected) else 500


def problem(error: CivicError) -> Response:
    """Answer an error in plain words."""
    status = status_of(error)
    after_s = getattr(error, "after_s", _RETRY_AFTER_S) if status == 503 else None
    return sent(refusal(status, str(error), negotiated=True, retry_after_s=after_s))


def plain(text: str, status: int) -> Response:
    """Answer one sentence."""
    return sent(refusal(status, text, negotiated=True))
