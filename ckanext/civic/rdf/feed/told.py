"""What the feed says, for people: each change in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pyoxigraph

from ..mapping.terms import DCT
from .activity import Activity, Kind


@dataclass(frozen=True)
class Told:
    """A change as a page shows it; ``title`` is empty for what was withdrawn."""

    kind: Kind
    iri: str
    title: str
    at: datetime


def told(activity: Activity) -> Told:
    """Return a change with the title that the description itself gives.

    Of what was withdrawn only its address is known, as in the feed itself.
    """
    start = f"<{activity.iri}> {DCT.title} ".encode()
    lines = (activity.content or b"").split(b"\n")
    said = b"\n".join(line for line in lines if line.startswith(start))
    quads = pyoxigraph.parse(said, format=pyoxigraph.RdfFormat.N_QUADS)
    titles = (str(getattr(quad.object, "value", "")) for quad in quads)
    return Told(activity.kind, activity.iri, next(titles, ""), activity.published_at)
