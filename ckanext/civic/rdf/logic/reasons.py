"""Why datasets are queued, as far as it matters who asks."""

from __future__ import annotations

DESCRIBE_ANEW = "described anew"
REBUILD = "rebuild"
MISSING = "missing from the store"
# a dataset that its description names was hidden or changed: it must be described again
NAMED_CHANGED = "a dataset that it names changed"
# what another plugin tells of a dataset changed, and the dataset did not
FACTS_CHANGED = "what others know of it changed"

# Changes that hide nothing; whatever else a row of the outbox says may have.
HARMLESS = frozenset({DESCRIBE_ANEW, "asked for", MISSING, REBUILD})

# Changes of the dataset itself, which the time of its last change shows (see subscriptions.py).
PLAIN = frozenset({DESCRIBE_ANEW, "dataset new", "dataset changed"})
