"""Who may have the data, in the UK model's three words."""

from __future__ import annotations

from collections.abc import Iterator

from ..access import stated_access
from ..described import Described
from ..services import service_nodes
from ..terms import DCT, Triple

# AccessRightsValues: OPEN for everyone, COMMERCIAL "only under certain conditions", INTERNAL
_WORDS = {
    "PUBLIC": '"OPEN"',
    "RESTRICTED": '"COMMERCIAL"',
    "NON_PUBLIC": '"INTERNAL"',
    "SENSITIVE": '"INTERNAL"',
    "CONFIDENTIAL": '"INTERNAL"',
    "NORMAL": '"INTERNAL"',
}
_CONDITIONS = '"COMMERCIAL"'  # what is stated in other words depends on those


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:accessRights "OPEN"`` of the dataset, its files and services."""
    code, _ = stated_access(described)
    word = _WORDS.get(code or "", _CONDITIONS)
    files = [node for node, _ in described.resources]
    for node in (described.node, *service_nodes(described), *files):
        yield node, DCT.accessRights, word
