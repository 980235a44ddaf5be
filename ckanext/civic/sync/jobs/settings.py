"""A peer as a pull sees it: a copy of its row that no commit can expire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ckanext.civic.core.http import Client, Limits

from .. import config
from ..model import Peer
from ..plan.rules import Pull
from ..transports.base import Filters
from ..transports.ckan_search import CkanSearch


@dataclass(frozen=True)
class PeerSettings:
    """The settings of one peer; see `model.Peer`."""

    id: str
    name: str
    url: str
    title: str
    organizations: Mapping[str, str] = field(default_factory=dict)
    filters: Filters = field(default_factory=Filters)
    relayed: bool = False

    @classmethod
    def of(cls, peer: Peer) -> PeerSettings:
        """Return the settings that are in the row ``peer``."""
        return cls(
            peer.id,
            peer.name,
            peer.url,
            peer.title,
            dict(peer.organizations),
            Filters(organizations=tuple(peer.filters.get("organizations", ()))),
            bool(peer.filters.get("relayed", False)),
        )

    def transport(self, limits: Limits | None = None) -> CkanSearch:
        """Return the way to read this peer, by default within the configured limits."""
        client = Client(
            allow_private=config.allow_private_hosts(), limits=limits or config.limits()
        )
        return CkanSearch(client, self.url, peer=self.name, filters=self.filters)

    def rules(self, *, force: bool = False) -> Pull:
        """Return who pulls from whom."""
        others = frozenset(peer.url for peer in Peer.all()) - {self.url}
        return Pull(config.here(), self.url, others, self.relayed, force)
