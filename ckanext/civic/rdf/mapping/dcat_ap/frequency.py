"""How often the dataset is updated, as a code of the EU's list."""

from __future__ import annotations

from collections.abc import Iterator

from ..described import Described
from ..frequencies import AUTHORITY, stated_frequency
from ..terms import DCT, RDFS, Triple, typed


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:accrualPeriodicity``; words that mean no code stay the publisher's own."""
    code, words = stated_frequency(described)
    if code:
        node = f"<{AUTHORITY}{code}>"
    elif words:
        node = described.part("frequency")
        yield from ((node, RDFS.label, word) for word in words)
    else:
        return
    yield described.node, DCT.accrualPeriodicity, node
    yield from typed(node, DCT.Frequency)
