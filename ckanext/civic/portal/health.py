"""How well a portal is, from how well everything is that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

PARTS = ("web", "worker", "store")


def portal_health(portal: str, healths: Mapping[str, str], shared: Iterable[str]) -> str:
    """Answer ``ok``, ``unwell`` or ``stopped`` for the portal of that name.

    ``healths`` has the health of every server by name, ``shared`` names those that all portals
    of the installation use. A portal is stopped when one of its own parts is; when only a shared
    server is missing, it runs but cannot do its work, so it is unwell.
    """
    own = {healths[f"{part}-{portal}"] for part in PARTS}
    if "stopped" in own:
        return "stopped"
    return "ok" if own | {healths[name] for name in shared} == {"ok"} else "unwell"
