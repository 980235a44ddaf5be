"""What a person should know of the values before the crosswalk is used."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..models import Model
from .profile import Profile
from .result import ColumnGuess, RedactionGuess

_REDACTED = re.compile(r"redact|withheld|confidential|personal (?:data|information)", re.IGNORECASE)
_MOST_REDACTED = 20


def guess_redaction(
    model: Model, columns: Sequence[ColumnGuess], profiles: Sequence[Profile]
) -> RedactionGuess | None:
    """Return the column that says which names are withheld, if the model has that flag."""
    flag = model.redacted_flag
    if not flag:
        return None
    linked = [name for name, one in model.fields.items() if one.link and one.link.unless == flag]
    for wanted in ([flag], linked):
        for one, column in zip(columns, profiles, strict=True):
            values = tuple(text for text in column.values if _REDACTED.search(text))
            if one.field in wanted and values:
                return RedactionGuess(column.name, values[:_MOST_REDACTED])
    return None


def date_notes(columns: Sequence[ColumnGuess], profiles: Sequence[Profile]) -> list[str]:
    """Return a sentence for each mapped column whose dates are ambiguous or mixed."""
    notes = []
    for one, column in zip(columns, profiles, strict=True):
        form = column.dates
        if not one.field or not form or "date" not in str(one.reading):
            continue
        if form.ambiguous:
            notes.append(
                f"“{column.name}”: {form.ambiguous:,} dates could also have the month first;"
                f" {form.format} reads {form.share:.0%} of all."
            )
        if form.share < 1:
            notes.append(f"“{column.name}”: {1 - form.share:.0%} of the dates have another form.")
    return notes
