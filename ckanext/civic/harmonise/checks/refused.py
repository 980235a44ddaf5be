"""What a file that was refused as a whole has, as the finding of a check."""

from __future__ import annotations

from ..errors import HarmoniseError
from ..report import Finding
from .catalogue import catalogue


def refusal_finding(error: Exception) -> Finding | None:
    """Return the finding that a refusal stands for, or None when no check looks for its cause.

    No row was read, so it has none.
    """
    entry = catalogue().get(error.check) if isinstance(error, HarmoniseError) else None
    if entry is None or not isinstance(error, HarmoniseError):
        return None
    return Finding(
        id=entry.id,
        severity=entry.severity,
        count=1,
        rows=(),
        message=" ".join(filter(None, (error.message, error.advice))),
        level=entry.level,
        blocks=entry.blocks,
        owner=entry.owner,
        dimension=entry.dimension,
        column=error.place.column or "",
        fix=error.advice,
    )
