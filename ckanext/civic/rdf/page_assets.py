"""The built scripts and styles of the pages: where they are, and in which version.

Sources: ``frontend/``; ``make assets`` builds them into ``public/civic-rdf``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

PUBLIC = Path(__file__).parent / "public"
BUILT = PUBLIC / "civic-rdf"


def asset_path(name: str) -> str:
    """Return the path, on the portal, of a built file, with a version that changes with it.

    Raises KeyError for a name that was not built.
    """
    return f"/civic-rdf/{name}?v={_hashes()[name][:12]}"


@cache
def _hashes() -> dict[str, str]:
    """Return the SHA-256 of each built file, by name."""
    return json.loads((BUILT / "built.json").read_text(encoding="utf-8"))["built"]
