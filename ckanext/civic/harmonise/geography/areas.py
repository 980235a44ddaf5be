"""Areas by code and by name. Source and terms of the table: sources.yaml beside it."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_URI = "http://statistics.data.gov.uk/id/statistical-geography/"
_CODE = re.compile(r"(?:^|.*/)([ENSWJKLM]\d{8})$")
_WARD = re.compile(r"\s+(?:electoral\s+)?ward$")


@dataclass(frozen=True)
class Area:
    """One area: nine-character code of the Office for National Statistics, name and life.

    ``kind`` is ``authority`` or ``ward``; ``council`` the code of a ward's authority, else empty.
    It was valid from ``valid_from`` until the day before ``valid_to`` (None: it still is).
    ``versions`` are the lists of areas that have it.
    """

    code: str
    name: str
    kind: str
    council: str
    valid_from: dt.date
    valid_to: dt.date | None
    versions: tuple[str, ...]

    @property
    def uri(self) -> str:
        """Return the address under which the statistical office names the area."""
        return _URI + self.code

    def is_valid(self, day: dt.date) -> bool:
        """Tell whether the area was in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def area(code: str) -> Area | None:
    """Return the area of a code or of an address that ends in one; None when it is unknown."""
    found = _CODE.match(code.strip().upper().replace("HTTP", "http"))
    return _areas().get(found[1]) if found else None


def resolve(name_or_code: str, council: str = "", on_date: dt.date | None = None) -> Area | None:
    """Return the area of a code, or of a name among the wards of a council.

    ``council`` is a code, or a name of the authority; without it a name must be the only one.
    Of several areas of one name, that in force on ``on_date`` is meant, else the newest.
    Case, “&” for “and”, punctuation and the word “ward” do not count. None when it is unknown.
    """
    known = area(name_or_code)
    if known or _CODE.match(name_or_code.strip().upper()):
        return known
    authority = _authority(council) if council else None
    if council and authority is None:
        return None
    found = [
        one
        for one in _by_name().get(plain_name(name_or_code), ())
        if authority is None or authority.code in (one.council, one.code)
    ]
    if on_date:
        found = [one for one in found if one.is_valid(on_date)]
    if len({(one.kind, one.council) for one in found}) > 1:
        found = [one for one in found if one.kind == "authority"] if not council else found
        found = [one for one in found if one.kind == "ward"] if council else found
    if len({one.council for one in found}) != 1:
        return None
    return max(found, key=lambda one: one.valid_from)


def versions() -> tuple[str, ...]:
    """Return the versions of the lists of wards, oldest first."""
    return tuple(sorted({version for one in _areas().values() for version in one.versions}))


def plain_name(name: str) -> str:
    """Return a name without what spellings differ in."""
    text = _WARD.sub("", name.strip().casefold().replace("&", " and ").replace("’", "'"))
    return " ".join(re.sub(r"[^\w\s]", "", text.replace("-", " ")).split())


def all_areas() -> tuple[Area, ...]:
    """Return every area, in the order of codes."""
    return tuple(_areas().values())


def _authority(name_or_code: str) -> Area | None:
    known = area(name_or_code)
    if known:
        return known
    names = [one for one in _by_name().get(plain_name(name_or_code), ()) if one.kind == "authority"]
    return names[0] if names else None


@cache
def _areas() -> dict[str, Area]:
    with (FOLDER / "areas.csv").open(encoding="utf-8", newline="") as file:
        areas = (
            Area(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                council=row["council"],
                valid_from=dt.date.fromisoformat(row["valid_from"]),
                valid_to=dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                versions=tuple(row["versions"].split()),
            )
            for row in csv.DictReader(file)
        )
        return {one.code: one for one in areas}


@cache
def _by_name() -> dict[str, list[Area]]:
    names: dict[str, list[Area]] = {}
    for one in _areas().values():
        names.setdefault(plain_name(one.name), []).append(one)
    return names
