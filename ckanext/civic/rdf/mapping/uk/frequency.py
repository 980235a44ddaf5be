"""How often the dataset is updated, in the Dublin Core's list, which the UK model has."""

from __future__ import annotations

from collections.abc import Iterator

from ..code_lists import find
from ..described import Described
from ..frequencies import DUBLIN_CORE, stated_frequency
from ..services import is_service
from ..terms import DCT, Triple

_UNKNOWN = "irregular"  # "If the frequency is unknown then use the value freq:irregular"


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:accrualPeriodicity <http://purl.org/cld/freq/monthly>``."""
    if is_service(described):
        return
    code, _ = stated_frequency(described)
    row = find("frequencies_uk", code)
    term = f"<{DUBLIN_CORE}{row['freq'] if row else _UNKNOWN}>"
    yield described.node, DCT.accrualPeriodicity, term
