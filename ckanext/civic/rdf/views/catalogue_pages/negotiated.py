"""Answer with a document at the catalogue's addresses: its formats, links and refusals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Response, request

from ckanext.civic.core.errors import CivicError
from ckanext.civic.core.nquads import path_segment

from ... import config
from ...errors import Unavailable
from ...http import Content, Link, preflight, refusal
from ...pages.formats import HTML, MEDIA_TYPES, content_type, preferred
from ...pages.parameters import BadParameter, NoSuchPage
from ...pages.writing import MADE_BY
from ..answers import send, sent

if TYPE_CHECKING:
    from collections.abc import Mapping

METHODS = ["GET", "HEAD", "OPTIONS"]
_ONE_OF_EACH = [ending for ending in MEDIA_TYPES if ending != "xml"]


class Elsewhere(Exception):
    """The request wants a page for people, which somebody else answers."""


def chosen_format(ending: str | None) -> str:
    """Return the format by the ending of the address, or else by the Accept header.

    Raises Elsewhere when a page is wanted, or nothing that there is, and UnknownFormat for an
    ending that there is not.
    """
    if ending is not None:
        if ending not in MEDIA_TYPES:
            raise UnknownFormat(f"There is no such format; there are {', '.join(MEDIA_TYPES)}.")
        return ending
    best = preferred(request.headers.get("Accept"))
    if best is None or best == HTML:
        raise Elsewhere
    return best


class UnknownFormat(NoSuchPage):
    """An ending that no format has (404)."""


def document(
    address: str,
    ending: str,
    body: Callable[[], bytes],
    *,
    is_negotiated: bool,
    validator: Sequence[str] | None,
    changed_at: datetime | None = None,
    links: Sequence[Link] | None = (),
) -> Content:
    """Return the content at ``address`` (absolute, without an ending) in one format.

    ``validator``: texts that the bytes depend on beside the format; None makes it of the bytes.
    ``links``: beside those to the other formats; None for no links at all, which a 304 has.
    """
    headers: Mapping[str, str] = {}
    if is_negotiated:
        headers = {"Content-Location": with_ending(address, ending)}
    return Content(
        content_type(ending),
        body,
        validator="\x00".join([*validator, MADE_BY]) if validator is not None else None,
        modified=changed_at,
        negotiated=is_negotiated,
        links=() if links is None else [*links, *alternates(address, but=ending)],
        headers=headers,
    )


def alternates(address: str, *, but: str | None = None) -> list[Link]:
    """Return links to the same document in the other formats."""
    return [
        Link(with_ending(address, ending), "alternate", MEDIA_TYPES[ending])
        for ending in _ONE_OF_EACH
        if MEDIA_TYPES[ending] != MEDIA_TYPES.get(but or "")
    ]


def with_ending(address: str, ending: str) -> str:
    """Return the address of one format; the portal itself is the catalogue."""
    path, mark, query = address.partition("?")
    if path.rstrip("/") == config.site().url:
        path = f"{config.site().url}/catalog"
    return f"{path}.{ending}{mark}{query}"


def local_address(*parts: str) -> str:
    """Return the absolute address of a document of this portal."""
    return "/".join([config.site().url, *map(path_segment, parts)])


def answered(make: Callable[[], Content], *, is_negotiated: bool) -> Response:
    """Answer a request with what ``make`` returns; put its refusals into plain words."""
    if request.method == "OPTIONS":
        return sent(preflight())
    try:
        return send(make())
    except Gone as error:
        status, after_s, words = 410, None, str(error)
    except (NoSuchPage, NotHere) as error:
        status, after_s, words = 404, None, str(error)
    except Unavailable as error:
        status, after_s, words = 503, 30, str(error)
    except (BadParameter, CivicError) as error:
        status, after_s, words = 400, None, str(error)
    return sent(refusal(status, words, negotiated=is_negotiated, retry_after_s=after_s))


class NotHere(CivicError):
    """Nothing that a stranger may see is at this address (404)."""

    def __init__(self, message: str = "There is nothing here that is public.") -> None:
        super().__init__(message)


class Gone(CivicError):
    """What was public at this address is not any more (410)."""

    def __init__(self) -> None:
        super().__init__("What was here is no longer public.")
