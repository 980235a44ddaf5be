"""One member of the feed: a dataset was created, updated or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum

from ckanext.civic.core.nquads import RDF_TYPE, XSD, Quad, literal

from .addresses import FeedAddresses
from .vocabulary import AS


class Kind(str, Enum):
    """What happened to a dataset, by the words of the change log."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"

    @property
    def term(self) -> str:
        """The activity's class in Activity Streams 2.0."""
        return {"create": AS.Create, "update": AS.Update, "delete": AS.Delete}[self.value]


@dataclass(frozen=True)
class Activity:
    """A change with its place in the log.

    ``content`` is the dataset's description as N-Quads, one graph, and None for a tombstone.
    """

    seq: int
    kind: Kind
    iri: str
    published_at: datetime
    content: bytes | None = None

    def node(self, addresses: FeedAddresses) -> str:
        """Return the activity's IRI as a term.

        Its number alone would do, but for a portal that was set back to a backup: it gives
        numbers out again, and a reader who knows the first must not take the second for it.
        """
        return f"<{addresses.root}#{self.seq}-{self.published_at:%Y%m%dT%H%M%S%fZ}>"

    def quads(self, addresses: FeedAddresses) -> Iterator[Quad]:
        """Yield what the closed shape allows of an activity, in the default graph."""
        node = self.node(addresses)
        yield node, RDF_TYPE, self.kind.term, ""
        yield node, AS.object, f"<{self.iri}>", ""
        yield node, AS.published, moment(self.published_at), ""

    def payload(self, addresses: FeedAddresses) -> Iterator[str]:
        """Yield the description as lines of N-Quads in the graph that is named as the activity."""
        graph = self.node(addresses)
        for line in filter(None, (self.content or b"").decode("utf-8").split("\n")):
            triple, _, _ = line.rpartition(" <")  # the graph's name, and " ."
            yield f"{triple} {graph} .\n"


def moment(when: datetime) -> str:
    """Return an ``xsd:dateTime`` term in UTC, to the millisecond: what scripts can compare."""
    text = when.astimezone(timezone.utc).isoformat(timespec="milliseconds")
    return literal(text.replace("+00:00", "Z"), datatype=XSD + "dateTime")
