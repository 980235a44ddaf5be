"""Where a store listens, and what it wants otherwise than its like."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .credentials import Credentials


@dataclass(frozen=True)
class StoreAddresses:
    """Absolute URLs of a store's query, update and graph store services.

    ``auth`` is how ``user`` and ``password`` are sent: ``basic``, ``digest`` or ``bearer`` (the
    password is the token). ``ca_file`` is a file of certificates to trust besides none other.
    ``bulk_parameter`` is the parameter, ``name`` or ``name=value``, with which a POST of a graph
    is loaded without a transaction; empty where the store has none. Without ``update`` every
    change of a graph replaces it whole.
    """

    query: str
    update: str
    graph: str
    user: str = ""
    password: str = field(default="", repr=False)
    auth: str = "basic"
    ca_file: str = ""
    bulk_parameter: str = ""

    @property
    def hosts(self) -> frozenset[str]:
        """The ``host:port`` of each address, which may be private: the operator named them."""
        return frozenset(
            f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
            for parts in map(urlsplit, (self.query, self.update, self.graph))
            if parts.hostname
        )

    @property
    def bulk(self) -> dict[str, list[str]]:
        """The bulk parameter as a request takes it."""
        name, _, value = self.bulk_parameter.partition("=")
        return {name: [value]} if name else {}

    def credentials(self) -> Credentials:
        """Return what proves to the store who asks."""
        return Credentials(self.auth, self.user, self.password)
