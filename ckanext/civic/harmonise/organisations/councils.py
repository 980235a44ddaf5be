"""The registry of councils: one council, one address, whatever names and addresses are in use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import HarmoniseError
from ..yaml_files import read_yaml

_FILE = Path(__file__).with_name("councils.yaml")


@dataclass(frozen=True)
class Council:
    """One council. ``uri`` is its only address in what we publish.

    ``same_as`` are other addresses of the council; ``area_uris`` name the area that it governs,
    of which ``gss`` is the code. ``spellings`` are other names of it.
    """

    slug: str
    name: str
    uri: str
    gss: str
    same_as: tuple[str, ...]
    area_uris: tuple[str, ...]
    spellings: tuple[str, ...]


def council(name_or_uri: str) -> Council | None:
    """Return the council that a name, a code or an address means; None when it is unknown.

    Case, punctuation and what ends an address (a slash, ``#id``) do not count. A part of a name
    is no match: “Manchester Port Health Authority” is another body.
    """
    text = name_or_uri.strip()
    return _by_address().get(_plain_address(text)) or _by_name().get(_plain_name(text))


@cache
def all_councils() -> tuple[Council, ...]:
    """Return every council of the registry."""
    known: dict[str, Any] = read_yaml(_FILE, HarmoniseError)
    return tuple(_council(one, known) for one in known["councils"])


def _council(one: dict[str, Any], known: dict[str, Any]) -> Council:
    fill = {**one, "name": one["name"].replace(" ", "_")}
    patterns = [p for p in known["same_as"] if one["ons"] or "{ons}" not in p]
    return Council(
        slug=one["slug"],
        name=one["name"],
        uri=known["canonical"][one["kind"]].format(**fill),
        gss=one["gss"],
        same_as=tuple(pattern.format(**fill) for pattern in patterns),
        area_uris=tuple(pattern.format(**fill) for pattern in known["area"]),
        spellings=tuple(one["spellings"]),
    )


@cache
def _by_address() -> dict[str, Council]:
    return {
        _plain_address(address): one
        for one in all_councils()
        for address in (one.uri, *one.same_as, *one.area_uris)
    }


@cache
def _by_name() -> dict[str, Council]:
    return {
        _plain_name(name): one
        for one in all_councils()
        for name in (one.name, one.slug, one.gss, *one.spellings)
    }


def _plain_address(address: str) -> str:
    if "://" not in address:
        return ""
    text = address.split("://", 1)[1].removeprefix("www.").removesuffix("#id")
    return text.rstrip("/#").casefold()


def _plain_name(name: str) -> str:
    letters = "".join(sign if sign.isalnum() else " " for sign in name.casefold())
    return " ".join(letters.split())
