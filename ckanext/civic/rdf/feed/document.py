"""A node of the feed as lines of N-Quads: what the stream is, where it goes on, its members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ckanext.civic.core.nquads import RDF_TYPE, XSD, Quad, line, literal

from ..mapping.terms import DCT
from .activity import Activity, moment
from .addresses import FeedAddresses
from .spans import Span
from .vocabulary import ACTIVITY_SHAPE, AS, LDES, TREE

POLLING_INTERVAL_S = 60  # our choice: how often it is worth asking again


@dataclass(frozen=True)
class Branch:
    """A node below another one, and between which times its members were published."""

    span: Span
    first_at: datetime
    last_at: datetime


def root_quads(
    addresses: FeedAddresses,
    title: str,
    branches: Iterable[Branch],
    newest: int,
    catalog: Activity | None = None,
) -> Iterator[str]:
    """Yield the root node: the stream, how long members stay, and the way to the pages.

    ``catalog`` is the last change of the catalogue itself, which has no number in the log.
    """
    view = f"<{addresses.view}>"
    policy = f"<{addresses.root}#retention>"
    yield from _lines(_stream(addresses, title))
    yield from _lines(
        [
            (view, RDF_TYPE, TREE.Node, ""),
            (view, RDF_TYPE, LDES.EventSource, ""),
            (view, LDES.retentionPolicy, policy, ""),
            (policy, RDF_TYPE, LDES.RetentionPolicy, ""),
            (policy, RDF_TYPE, LDES.LatestVersionSubset, ""),
            (policy, LDES.versionAmount, _integer(1), ""),
            (policy, LDES.amount, _integer(1), ""),
        ]
    )
    for branch in branches:
        yield from _lines(_relations(view, addresses, branch, newest))
    if catalog is not None:
        yield from _member(addresses, catalog)


def page_quads(
    addresses: FeedAddresses,
    title: str,
    span: Span,
    contents: Iterable[Activity] | Iterable[Branch],
    newest: int,
) -> Iterator[str]:
    """Yield a node below the root: its activities in their order, or the way to its pages.

    Each activity's payload follows it at once, in the graph named as the activity.
    """
    node = f"<{addresses.page(span)}>"
    yield from _lines(_stream(addresses, title))
    yield line((node, RDF_TYPE, TREE.Node, ""))
    if span.is_full(newest):
        yield line((node, LDES.immutable, literal("true", datatype=XSD + "boolean"), ""))
    for each in contents:
        if isinstance(each, Branch):
            yield from _lines(_relations(node, addresses, each, newest))
            continue
        yield from _member(addresses, each)


def _member(addresses: FeedAddresses, activity: Activity) -> Iterator[str]:
    yield line((f"<{addresses.stream}>", TREE.member, activity.node(addresses), ""))
    yield from _lines(activity.quads(addresses))
    yield from activity.payload(addresses)


def _stream(addresses: FeedAddresses, title: str) -> Iterator[Quad]:
    """Yield what DCAT-AP Feeds (1, "context information") and LDES (versions) want to be said."""
    stream = f"<{addresses.stream}>"
    for predicate, value in (
        (RDF_TYPE, LDES.EventStream),
        (DCT.title, literal(title)),
        (TREE.shape, ACTIVITY_SHAPE),
        (LDES.timestampPath, AS.published),
        (LDES.versionOfPath, AS.object),
        (LDES.versionCreateObject, AS.Create),
        (LDES.versionUpdateObject, AS.Update),
        (LDES.versionDeleteObject, AS.Delete),
        (LDES.pollingInterval, _integer(POLLING_INTERVAL_S)),
        (TREE.view, f"<{addresses.view}>"),
    ):
        yield stream, predicate, value, ""


def _relations(node: str, addresses: FeedAddresses, branch: Branch, newest: int) -> Iterator[Quad]:
    """Yield the lower bound of a branch and, when nothing can be added to it, the upper one."""
    bounds = [("from", TREE.GreaterThanOrEqualToRelation, branch.first_at)]
    if branch.span.is_full(newest):
        bounds.append(("to", TREE.LessThanOrEqualToRelation, branch.last_at))
    for name, kind, when in bounds:
        relation = f"{node[:-1]}#{branch.span.first}-{branch.span.last}-{name}>"
        yield node, TREE.relation, relation, ""
        yield relation, RDF_TYPE, kind, ""
        yield relation, TREE.node, f"<{addresses.page(branch.span)}>", ""
        yield relation, TREE.path, AS.published, ""
        yield relation, TREE.value, moment(when), ""


def _integer(number: int) -> str:
    return literal(str(number), datatype=XSD + "integer")


def _lines(quads: Iterable[Quad]) -> Iterator[str]:
    return map(line, quads)
