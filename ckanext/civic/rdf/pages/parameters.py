"""What a request for a page of the catalogue asks, and why it may be refused.

The parameters are ckanext-dcat's: ``q`` and ``fq`` (Solr syntax), ``page``, ``modified_since``,
``profiles``; and ``after``, which the links to the next page carry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from urllib.parse import unquote_to_bytes, urlencode

from ..errors import RdfError

LONGEST = 4000  # characters of q or fq: our choice; Solr refuses far more than this anyway
KEPT = ("q", "fq", "modified_since", "profiles")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_AFTER = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~([\w.~-]{1,100})", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")


class BadParameter(RdfError):
    """A parameter that cannot be understood (400)."""


class NoSuchPage(RdfError):
    """A page beyond the last one (404)."""


@dataclass(frozen=True)
class Place:
    """A dataset's place in the order of the catalogue: when it was made (ISO, ms) and its id."""

    created: str
    id: str

    def __str__(self) -> str:
        return f"{self.created}~{self.id}"


@dataclass(frozen=True)
class PageQuery:
    """A request for a page: texts are empty where nothing was asked; ``page`` counts from 1."""

    q: str = ""
    fq: str = ""
    modified_since: datetime | None = None
    profiles: tuple[str, ...] = ()
    page: int = 1
    after: Place | None = None
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def is_filtered(self) -> bool:
        """Tell whether only a part of the catalogue is asked for."""
        return bool(self.q or self.fq or self.modified_since)

    def address(self, document: str, page: int, after: Place | None = None) -> str:
        """Return the address of another page of the same question, percent-encoded."""
        parts = [*self.asked, ("page", str(page))]
        if after:
            parts.append(("after", str(after)))
        return f"{document}?{urlencode(parts)}"


def page_query(arguments: Mapping[str, str]) -> PageQuery:
    """Return the question of a request; raises BadParameter with a sentence that says why not,
    and NoSuchPage for a number that no catalogue has."""
    kept = [(name, _text(name, arguments.get(name, ""))) for name in KEPT]
    texts = dict(kept)
    return PageQuery(
        q=texts["q"],
        fq=texts["fq"],
        modified_since=_moment(texts["modified_since"]),
        profiles=profile_names(texts["profiles"]),
        page=_page(_text("page", arguments.get("page", ""))),
        after=_after(_text("after", arguments.get("after", ""))),
        asked=tuple((name, text) for name, text in kept if text),
    )


def arguments(query_string: bytes) -> dict[str, str]:
    """Return the parameters of a query string, the first of each name.

    Raises BadParameter where one is not UTF-8, which would otherwise be taken for something else.
    """
    found: dict[str, str] = {}
    for part in query_string.replace(b"+", b" ").split(b"&"):
        name, _, value = map(unquote_to_bytes, part.partition(b"="))
        try:
            found.setdefault(name.decode("utf-8"), value.decode("utf-8"))
        except UnicodeDecodeError as error:
            shown = name.decode("ascii", "replace")[:100]
            raise BadParameter(f"{shown}: bytes that are not UTF-8.") from error
    return found


def profile_names(text: str) -> tuple[str, ...]:
    """Return the profiles that ``profiles=`` names, by commas; raises BadParameter."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not all(_NAME.fullmatch(name) for name in names):
        raise BadParameter("profiles: names of profiles, by commas.")
    return names


def _text(name: str, text: str) -> str:
    if _CONTROL.search(text):
        raise BadParameter(f"{name}: control characters.")
    if len(text) > LONGEST:
        raise BadParameter(f"{name}: more than {LONGEST} characters.")
    return text.strip()


def _page(text: str) -> int:
    if not text:
        return 1
    if text.isascii() and text.isdigit() and not _NUMBER.fullmatch(text):
        raise NoSuchPage("There are not that many pages.")
    if not _NUMBER.fullmatch(text) or int(text) < 1:
        raise BadParameter("page: a whole number, 1 or more.")
    return int(text)


def _after(text: str) -> Place | None:
    if not text:
        return None
    match = _AFTER.fullmatch(text)
    try:
        if match:
            datetime.fromisoformat(match[1].removesuffix("Z"))
            return Place(match[1], match[2])
    except ValueError:
        pass
    raise BadParameter("after: follow the links to the next page as they are.")


def _moment(text: str) -> datetime | None:
    """Return a day or a time of ISO 8601 as UTC; a time without a zone is taken as UTC."""
    if not text:
        return None
    spaced = re.sub(r" (\d\d:?\d\d)$", r"+\1", text)  # a plus sign that nobody encoded
    try:
        if re.fullmatch(r"\d{4}(-\d\d)?", spaced, re.ASCII):
            day = date.fromisoformat(f"{spaced}-01-01"[:10])
            return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
        found = datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", spaced))
        aware = found if found.tzinfo else found.replace(tzinfo=timezone.utc)
        return aware.astimezone(timezone.utc)
    except (ValueError, OverflowError) as error:
        raise BadParameter(
            "modified_since: a day or a time as ISO 8601 has it, such as 2026-01-31."
        ) from error
