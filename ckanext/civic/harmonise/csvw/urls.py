"""Absolute URLs: resolving and comparing them.

Sources: RFC 3986, 5.2 (resolution), 6.2.2 and 6.2.3 (normalisation); Model for Tabular Data and
Metadata on the Web, 6.3 URL Normalization.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_PARTS = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.S
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21", "ws": "80", "wss": "443"}


def is_absolute(url: str) -> bool:
    """Tell whether ``url`` starts with a scheme."""
    return bool(_ABSOLUTE.match(url))


def in_iri(text: str) -> str:
    """Return ``text`` with the characters that no IRI may hold percent-encoded."""
    return _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", text)


def absolute_iri(url: str) -> str:
    """Return an absolute ``url`` as an IRI: what may not stand in one is percent-encoded."""
    return tidy(in_iri(url))


def resolve(base: str, reference: str) -> str:
    """Return ``reference`` as an absolute URL, seen from ``base`` (any scheme)."""
    scheme, authority, path, query, fragment = _split(reference)
    b_scheme, b_authority, b_path, b_query, _ = _split(base)
    if scheme is None:
        scheme = b_scheme
        if authority is None:
            authority = b_authority
            if not path:
                path = b_path
                query = b_query if query is None else query
            elif not path.startswith("/"):
                path = _merge(b_authority, b_path, path)
    if authority is not None or path.startswith("/"):
        path = _without_dots(path)
    return _join(scheme, authority, path, query, fragment)


def without_fragment(url: str) -> str:
    """Return ``url`` up to its fragment."""
    return url.partition("#")[0]


def normalised(url: str) -> str:
    """Return the form of ``url`` by which two URLs are compared."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    user, at, host = parts.netloc.rpartition("@")
    host = host.lower()
    port = _DEFAULT_PORTS.get(scheme)
    if port and host.endswith(f":{port}"):
        host = host[: -len(port) - 1]
    path = _without_dots(_tidy(parts.path)) or ("/" if host else "")
    return urlunsplit((scheme, user + at + host, path, _tidy(parts.query), _tidy(parts.fragment)))


def tidy(url: str) -> str:
    """Return ``url`` with brackets outside the host, and all but the first #, encoded."""
    before, hash_, fragment = url.partition("#")
    scheme, slashes, rest = before.partition("://")
    host, slash, path = rest.partition("/") if slashes else ("", "", scheme)
    start = f"{scheme}://{host}{slash}" if slashes else ""
    return start + _without_brackets(path) + hash_ + _without_brackets(fragment)


def _without_brackets(text: str) -> str:
    return text.replace("[", "%5B").replace("]", "%5D").replace("#", "%23")


def _tidy(text: str) -> str:
    """Decode what needs no escape; write the other escapes in capitals."""

    def one(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if character in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(one, text)


def _split(url: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _PARTS.fullmatch(url)
    assert match is not None  # the pattern fits every text
    return match[1], match[2], match[3], match[4], match[5]


def _merge(authority: str | None, base_path: str, path: str) -> str:
    if authority is not None and not base_path:
        return "/" + path
    return base_path[: base_path.rfind("/") + 1] + path


def _without_dots(path: str) -> str:
    if "." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for number, segment in enumerate(segments):
        is_last = number == len(segments) - 1
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
            continue
        if is_last:
            kept.append("")
    return "/".join(kept)


def _join(
    scheme: str | None, authority: str | None, path: str, query: str | None, fragment: str | None
) -> str:
    text = f"{scheme}:" if scheme is not None else ""
    if authority is not None:
        text += f"//{authority}"
    text += path
    if query is not None:
        text += f"?{query}"
    return text if fragment is None else f"{text}#{fragment}"
