"""The parts of an address as they were asked for, before the server decoded them."""

from __future__ import annotations

from urllib.parse import unquote

from flask import request


def as_asked(local: str) -> list[str]:
    """Return the decoded parts of ``local``, the end of the request's path.

    A part can have a slash in it, as the key of the planning application “12/61000/HH” has: its
    address says ``12%2F61000%2FHH``, and WSGI hands on what is decoded already. The address as it
    came is in ``RAW_URI`` (Gunicorn, Werkzeug) or ``REQUEST_URI`` (uWSGI, mod_wsgi); a server that
    tells neither leaves the slashes as they are.
    """
    environ = request.environ
    raw = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or "").partition("?")[0]
    segments = raw.split("/")
    for first in range(len(segments)):
        parts = [unquote(segment) for segment in segments[first:]]
        if "/".join(parts) == local:
            return parts
    return local.split("/")
