"""Addresses in the result that are not its own to use."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from ..mapping.names import Names
from ..models import Model
from ..organisations import Council, council
from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted

_PRIVATE_NAMES = (".local", ".localdomain", ".internal", ".lan", ".test", ".invalid", ".localhost")


@check
class ForeignAddress(Check):
    """Find addresses of private computers, and things below another council's or dataset's base.

    A column that points to another council's website only is a copied template.
    Source: gmdsp anchor 2.5: all four councils' spend pointed to Trafford's page, 1,417 planning
    applications were minted under council tax, 22,215 addresses of one file were on 127.0.0.1.
    """

    id = "foreign_address"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find foreign addresses by column."""
        if facts.written is None or facts.names is None:
            return
        places = _Places.of(facts.names, self.crosswalk.model)
        described = {"": facts.written.subjects}
        beginnings = facts.written.places
        for column, addresses in {**described, **facts.written.objects}.items():
            addresses = addresses | beginnings.get(column, set())
            reasons = {one: why_foreign(one, places, is_subject=not column) for one in addresses}
            foreign = {one: why for one, why in reasons.items() if why}
            if foreign:
                first = min(foreign)
                yield self.found(
                    len(foreign),
                    columns=[column] if column else [self.crosswalk.key.names],
                    found=quoted([first]),
                    why=self.entry.phrase(foreign[first]),
                )
            if column:
                yield from self._websites(column, addresses)

    def _websites(self, column: str, addresses: Set[str]) -> Iterator[Finding]:
        """Find pages of other councils: a copied template if all are, else perhaps a partner."""
        publisher = self.crosswalk.publisher
        own = council(publisher.uri) or council(publisher.name)
        pages = {one for one in addresses if (of := _website_of(one)) and of != own}
        if pages:
            yield self.found(
                len(pages),
                severity=None if len(pages) == len(addresses) else "warning",
                columns=[column],
                found=quoted([min(pages)]),
                why=self.entry.phrase("website"),
            )


@dataclass(frozen=True)
class _Places:
    """Where the addresses of a result may lie: sites, the council, its datasets, shared kinds."""

    sites: tuple[str, str]
    council: str
    datasets: frozenset[str]
    shared: frozenset[str]

    @classmethod
    def of(cls, names: Names, model: Model) -> _Places:
        things = names.thing_base(model.id, model.uri).removeprefix(f"{names.uri_base}/id/")
        own = things.partition("/")[2].partition("/")[0]
        kinds = {one.link.path.partition("/")[0] for one in model.fields.values() if one.link}
        return cls(
            (names.uri_base, names.vocabulary_base),
            names.council,
            frozenset({model.id, names.dataset, own, "data-set"}),
            frozenset(kinds) if names.uri_base == names.vocabulary_base else frozenset(),
        )


def why_foreign(address: str, places: _Places, *, is_subject: bool) -> str:
    """Return ``localhost``, ``council`` or ``dataset`` when an address is foreign, else nothing.

    Only subjects must lie below the dataset's own base; a row may point to another dataset of its
    council, never to another council's things on the same site.
    """
    if is_private(address) and not address.startswith(places.sites):
        return "localhost"
    things = f"{places.sites[0]}/id/"
    if not address.startswith(things):
        return ""
    council, _, rest = address[len(things) :].partition("/")
    if council != places.council:
        return "" if council in places.shared else "council"
    if is_subject and rest.partition("/")[0] not in places.datasets:
        return "dataset"
    return ""


def _website_of(address: str) -> Council | None:
    """Return the council whose website an address is a page of; None for a council's name."""
    if not address.startswith(("http://", "https://")):
        return None
    return _council_of_site("/".join(address.split("/", 3)[:3]))


@lru_cache(maxsize=10_000)
def _council_of_site(address: str) -> Council | None:
    return council(address)


def is_private(address: str) -> bool:
    """Tell whether an http(s) address lies on a computer that the public cannot reach."""
    if not address.startswith(("http://", "https://")):
        return False
    return _is_private_site("/".join(address.split("/", 3)[:3]))


@lru_cache(maxsize=10_000)
def _is_private_site(address: str) -> bool:
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return True
    if host == "localhost" or host.endswith(_PRIVATE_NAMES):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host
