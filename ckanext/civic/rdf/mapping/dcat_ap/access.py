"""Who may have the data, as a code of the EU's list."""

from __future__ import annotations

from collections.abc import Iterator

from ..access import AUTHORITY, stated_access
from ..described import Described
from ..services import service_nodes
from ..terms import DCT, RDFS, Triple, typed


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:accessRights`` of the dataset and its services.

    What is mapped is what an anonymous visitor sees, behind whatever gate: it is PUBLIC unless
    the publisher says otherwise of the data. Words that mean no code stay the publisher's own.
    """
    code, words = stated_access(described)
    node = f"<{AUTHORITY}{code}>" if code else described.part("access")
    yield from typed(node, DCT.RightsStatement)
    if not code:
        yield from ((node, RDFS.label, word) for word in words)
    yield described.node, DCT.accessRights, node
    for service in service_nodes(described):
        yield service, DCT.accessRights, node
