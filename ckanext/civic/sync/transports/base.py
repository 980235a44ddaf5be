"""What the pull engine asks of a way to read a peer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Filters:
    """Which of a peer's datasets are wanted: names of organisations (empty: all), types."""

    organizations: tuple[str, ...] = ()
    types: tuple[str, ...] = ("dataset",)


@dataclass(frozen=True, slots=True)
class Page:
    """Some datasets as ``package_show`` gives them, in the order of their ids.

    Each has an ``id``, a non-empty string; nothing else about them is certain. ``total`` is how
    many the whole catalogue has.
    """

    datasets: list[dict[str, Any]]
    total: int


@dataclass(frozen=True, slots=True)
class PeerStatus:
    """What a peer says of itself; ``datasets`` counts what anyone may see there."""

    site: str
    title: str
    ckan_version: str
    datasets: int


class Transport(Protocol):
    """Reads one peer, as an anonymous visitor would."""

    def status(self) -> PeerStatus:
        """Return what the peer says of itself; raises PeerError."""
        ...

    def pages(self) -> Iterator[Page]:
        """Yield the whole catalogue once, page by page.

        Raises PeerError when an answer cannot be used and CatalogueMoved when the counts do not
        add up: what was yielded before is then not the whole catalogue.
        """
        ...
