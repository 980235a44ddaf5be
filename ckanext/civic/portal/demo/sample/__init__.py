"""A small made-up sample of council files, in each council's own columns, codes and quirks.

Everything is invented and the same on every run. The files stand at the paths that the demo's
catalogue names, so that a folder of real files can take the sample's place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import contacts, other_tables, parking, spend, streetlights, transparency

# path below the data folder -> function that returns the file's bytes
FILES: dict[str, Callable[[], bytes]] = {
    **streetlights.FILES,
    **parking.FILES,
    **spend.FILES,
    **contacts.FILES,
    **transparency.FILES,
    **other_tables.FILES,
}


def make_sample(folder: Path) -> Path:
    """Write the sample into ``folder``, leaving files alone that are already right."""
    for relative, content_of in FILES.items():
        path = folder / relative
        content = content_of()
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return folder
