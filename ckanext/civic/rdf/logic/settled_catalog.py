"""Which catalogue it is while nothing changes, without looking at everything each time.

Changes of this portal are seen at once. What another program hid in the database, of which no
change tells, is looked for once a second, as `Snapshot` does while a dump is sent.
"""

from __future__ import annotations

import time

from .before_serving import before_serving
from .catalogue import State, state
from .snapshot import CHECK_EVERY_S, CatalogState, catalog_state

_known: tuple[State, CatalogState] | None = None  # of this process
_looked_at = float("-inf")


def settled_catalog() -> CatalogState | None:
    """Return the state of the catalogue when every dataset is described as it is now, else None.

    It says what a client may go on holding; nothing may be sent on the strength of it. Raises
    DescriptionsBehind.
    """
    global _known, _looked_at
    if time.monotonic() - _looked_at >= CHECK_EVERY_S:
        before_serving()
        _looked_at = time.monotonic()
    now = state()
    if not now.is_settled:
        return None
    known = _known
    if known is not None and known[0] == now:
        return known[1]
    found = catalog_state()
    if state() != now:
        return None  # it changed between the two looks
    _known = (now, found)
    return found
