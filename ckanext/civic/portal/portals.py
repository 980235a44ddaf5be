"""Which portals there are: their names, titles and roles, and what belongs to each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from ckanext.civic.core.errors import CivicError

HUB = "hub"
HUB_TITLE = "Greater Manchester hub"
HUB_AREA = "E47000001"  # GSS code of Greater Manchester, the combined authority
FIRST_PORT = 5000
DEFAULT_COUNT = 4
_COUNCILS = Path(__file__).parent / "settings" / "councils.csv"


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal as others see it.

    ``organization`` is the name of the organisation that publishes on it; ``config`` its CKAN
    settings file; ``storage`` its folder of uploads; ``store_url`` the base URL of its quad
    store (``/query``, ``/update`` and ``/store`` below it).
    """

    name: str
    title: str
    url: str
    role: str
    organization: str
    config: Path
    storage: Path
    store_url: str

    @property
    def host(self) -> str:
        """``host:port`` of its address."""
        return self.url.partition("//")[2]


def titles() -> dict[str, str]:
    """Answer name -> title of every portal that there can be, in the order of their ports."""
    return {HUB: HUB_TITLE, **{row["name"]: row["title"] for row in _councils()}}


def area(name: str) -> str:
    """Answer the GSS code of the area that a portal's data is about; empty for an unknown name."""
    return {HUB: HUB_AREA, **{row["name"]: row["area"] for row in _councils()}}.get(name, "")


def _councils() -> list[dict[str, str]]:
    with _COUNCILS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_names(count: int) -> list[str]:
    """Answer the names of the first ``count`` portals: the hub, then the councils."""
    names = list(titles())
    if not 1 <= count <= len(names):
        raise CivicError(
            f"{count} portals cannot be made.", advice=f"Ask for 1 to {len(names)} portals."
        )
    return names[:count]
