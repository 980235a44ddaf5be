"""From the parts of a request's path to the addresses that a thing can have.

One thing can be asked for in several spellings: percent-encoded or with its letters as they are
(RFC 3987, 3.1), and with an ending for a format, which may be part of the name as well. All of
them are looked up in one question; what the store knows decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

import pyoxigraph

from ckanext.civic.core.nquads import is_iri, path_segment

LONGEST = 2000  # characters of an address; our choice, under what servers and browsers take
_SAFE = "-._~!$&'()*+,;=:@"
_UNWRITABLE = re.compile("[\x00-\x1f\x7f\ufffd\ud800-\udfff]")


def is_plausible(parts: Sequence[str]) -> bool:
    """Tell whether decoded path parts can name anything.

    No thing has an empty part, a control character, or bytes that are no UTF-8 (which arrive as
    U+FFFD) in its address.
    """
    if not parts or sum(map(len, parts)) > LONGEST:
        return False
    return all(part and not _UNWRITABLE.search(part) for part in parts)


def spellings(base: str, parts: Sequence[str]) -> list[str]:
    """Return the addresses of ``{base}/{parts}``, the usual one first: valid absolute IRIs."""
    encoded = list(map(_encoded, parts))
    readable = list(map(_readable, parts))
    made = [f"{base}/{'/'.join(each)}" for each in (encoded, readable)]
    return [iri for iri in dict.fromkeys(made) if is_valid(iri)]


def is_valid(text: str) -> bool:
    """Tell whether ``text`` is an absolute IRI that can stand in a query as it is."""
    if len(text) > LONGEST or not is_iri(text):
        return False
    try:
        pyoxigraph.NamedNode(text)
    except (ValueError, UnicodeError):
        return False
    return True


def web_link(text: str) -> str | None:
    """Return ``text`` when a page may link to it: http or https, whatever literals say."""
    return text if text.startswith(("http://", "https://")) and is_valid(text) else None


def path_of(parts: Sequence[str]) -> str:
    """Return parts as a percent-encoded path without a slash before it."""
    return "/".join(map(_encoded, parts))


def _encoded(part: str) -> str:
    """Return a part percent-encoded, dots that stand alone as well (as harmonise writes keys).

    So ``..`` is a name like any other and never a way up (RFC 3986, 5.2.4).
    """
    encoded = path_segment(part)
    return encoded.replace(".", "%2E") if encoded in (".", "..") else encoded


def _readable(part: str) -> str:
    """Return a part with its letters beyond ASCII as they are (RFC 3987, 2.2)."""
    if part in (".", ".."):
        return _encoded(part)
    return "".join(
        sign if ord(sign) >= 0xA0 and sign.isprintable() else quote(sign, safe=_SAFE)
        for sign in part
    )
