"""Who may have the data, in the publisher's words."""

from __future__ import annotations

from .code_lists import EU, coded
from .described import Described

AUTHORITY = f"{EU}access-right/"
PUBLIC = "PUBLIC"
# the words of the UK model and of others that mean a code of the EU's list
_WORDS = {"open": PUBLIC, "internal": "NON_PUBLIC", "commercial": "RESTRICTED"}


def stated_access(described: Described) -> tuple[str | None, list[str]]:
    """Return the EU's code for who may have the data, and the publisher's words (terms).

    PUBLIC where nothing is stated: only what anybody may see is mapped at all.
    """
    value = described.value("access_rights")
    words = described.texts("access_rights")
    if not words or not isinstance(value, str):
        return (None, words) if words else (PUBLIC, [])
    code = _WORDS.get(value.strip().lower()) or coded("access_rights", AUTHORITY, value)
    return code, words
