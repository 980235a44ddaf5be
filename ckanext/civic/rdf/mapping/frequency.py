"""How often the dataset is updated."""

from __future__ import annotations

from collections.abc import Iterator

from .code_lists import EU, find, table
from .described import Described
from .terms import DCT, Triple, typed

_AUTHORITY = f"{EU}frequency/"


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:accrualPeriodicity`` when ``frequency`` is a known word or an EU code."""
    value = described.value("frequency", "update_frequency", "accrual_periodicity")
    code = _code(value.strip()) if isinstance(value, str) else None
    if code:
        frequency = f"<{_AUTHORITY}{code}>"
        yield described.node, DCT.accrualPeriodicity, frequency
        yield from typed(frequency, DCT.Frequency)


def _code(text: str) -> str | None:
    entry = find("frequencies", text) or find("frequencies", text.replace("_", " "))
    if entry:
        return entry["code"]
    code = text.removeprefix(_AUTHORITY).upper()
    return code if any(row["code"] == code for row in table("frequencies").values()) else None
