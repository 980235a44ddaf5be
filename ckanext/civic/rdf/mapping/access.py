"""That the dataset is public: what is mapped is what an anonymous visitor sees."""

from __future__ import annotations

from collections.abc import Iterator

from .code_lists import EU
from .described import Described
from .terms import DCT, Triple, typed

PUBLIC = f"<{EU}access-right/PUBLIC>"


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> dct:accessRights <…/PUBLIC>``."""
    yield described.node, DCT.accessRights, PUBLIC
    yield from typed(PUBLIC, DCT.RightsStatement)
