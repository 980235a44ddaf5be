"""How often a dataset is updated, in the publisher's words."""

from __future__ import annotations

from .code_lists import EU, coded, table
from .described import Described

AUTHORITY = f"{EU}frequency/"
DUBLIN_CORE = "http://purl.org/cld/freq/"
_FIELDS = ("frequency", "update_frequency", "accrual_periodicity")


def stated_frequency(described: Described) -> tuple[str | None, list[str]]:
    """Return the EU's code that the dataset's frequency means, and its words (terms).

    Understood are codes, IRIs of the EU's list and of Dublin Core's, English words, and ISO 8601
    intervals (R/P1Y, as the Dublin Core notes for DCAT-US have them).
    """
    value = described.value(*_FIELDS)
    if not isinstance(value, str):
        return None, []
    text = value.strip()
    bare = text.replace("https://", "http://", 1)
    if bare.startswith(DUBLIN_CORE):
        name = bare[len(DUBLIN_CORE) :].lower()
        rows = table("frequencies_uk").values()
        code = next((row["code"] for row in rows if row["freq"].lower() == name), None)
        return code, described.texts(*_FIELDS)
    return coded("frequencies", AUTHORITY, text, "frequency_names"), described.texts(*_FIELDS)
