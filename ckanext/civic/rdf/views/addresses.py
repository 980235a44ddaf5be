"""The parts of an address as they were asked for, before the server decoded them."""

from __future__ import annotations

from urllib.parse import unquote

from flask import request

LONGEST = 2000  # characters as they were sent: our choice, under what servers and browsers take


_STEPS = {".", ".."}


def is_overlong() -> bool:
    """Tell whether the request's address is too long to be repeated on a page.

    CKAN's pages have it in a link for each language.
    """
    return max(len(_raw()), len(request.full_path)) > LONGEST


def as_asked(local: str) -> list[str]:
    """Return the decoded parts of ``local``, the end of the request's path.

    A part can have a slash in it, as the key of the planning application “12/61000/HH” has: its
    address says ``12%2F61000%2FHH``, and WSGI hands on what is decoded already. The address as it
    came is in ``RAW_URI`` (Gunicorn, Werkzeug) or ``REQUEST_URI`` (uWSGI, mod_wsgi); a server that
    tells neither leaves the slashes as they are.

    An address with ``..`` or ``.`` as a part leads up or nowhere (RFC 3986, 5.2.4) and names
    nothing: it has no parts. A name that is two dots is written ``%2E%2E``.
    """
    segments = _raw().partition("?")[0].split("/")
    for first in range(len(segments)):
        parts = [unquote(segment) for segment in segments[first:]]
        if "/".join(parts) == local:
            return [] if _STEPS & set(segments[first:]) else parts
    return local.split("/")


def _raw() -> str:
    environ = request.environ
    return str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or "")
