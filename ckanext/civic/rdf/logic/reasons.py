"""Why datasets are queued, as far as it matters who asks."""

from __future__ import annotations

DESCRIBE_ANEW = "described anew"

# Changes that hide nothing; whatever else a row of the outbox says may have.
HARMLESS = frozenset({DESCRIBE_ANEW, "asked for", "missing from the store", "rebuild"})
