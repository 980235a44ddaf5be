"""How one column is read as a field that somebody has chosen for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..models import Model
from .data_files import read_table
from .known_names import knowledge_of
from .profile import Profile, profile_values
from .readings import propose_reading


def read_as(model: Model, field: str, heading: str, values: Mapping[str, int]) -> dict[str, Any]:
    """Return ``steps``, ``split``, ``unknown`` and ``open_ended`` that the values call for.

    ``values`` counts the texts of the column. Empty when nothing is needed.
    """
    known = knowledge_of([model], ()).models[model.id].fields[field]
    column = profile_values(heading, Counter(values))
    reading = propose_reading(known, column)
    if known.field.datatype == "boolean" and not (column.booleans or column.is_ticks):
        reading["steps"] = [{"boolean": _plain_words(column)}]
    return reading


def _plain_words(column: Profile) -> dict[str, list[str]]:
    """Return the values that plainly mean yes or no, of a column that has others too."""
    pairs = read_table("kinds")["booleans"]
    return {
        meaning: [
            text for text in column.values if any(text.casefold() in pair[word] for pair in pairs)
        ]
        for meaning, word in (("true", "yes"), ("false", "no"))
    }
