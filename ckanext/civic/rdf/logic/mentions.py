"""Descriptions that name other datasets: when one of those is hidden or renamed, they follow.

A dataset in a series is described with the series' title. When the series is hidden, that title
must go from its members' descriptions too, although nobody changed the members.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import sqlalchemy as sa
from ckan import model

from .. import config
from ..model import CivicRdfMention
from .anonymous import visible_dataset
from .describing import Seen
from .facts import related_names
from .queue import remember
from .reasons import NAMED_CHANGED

_TABLE = CivicRdfMention.__table__


def mentions_of(package_id: str, seen: Seen) -> frozenset[str]:
    """Return the ids and names of other datasets that a description names or would name."""
    if seen.dataset is None or seen.content is None:
        return frozenset()
    site = config.site()
    own_iri = re.compile(rf"<{re.escape(site.url)}/dataset/([^/>#]+)".encode())
    found = {unquote(match.decode()) for match in set(own_iri.findall(seen.content))}
    for other in seen.related:
        found |= {str(other.get("id") or ""), str(other.get("name") or "")}
    found |= set(related_names(seen.dataset, site))
    return frozenset(found - {"", package_id, str(seen.dataset.get("name"))})


def note(session: Any, package_id: str, mentions: frozenset[str]) -> None:
    """Write down what a dataset's description names. Does not commit."""
    known = set(
        session.scalars(sa.select(_TABLE.c.mentioned).where(_TABLE.c.package_id == package_id))
    )
    if gone := known - mentions:
        session.execute(
            sa.delete(_TABLE).where(
                _TABLE.c.package_id == package_id, _TABLE.c.mentioned.in_(sorted(gone))
            )
        )
    if new := mentions - known:
        rows = [{"package_id": package_id, "mentioned": each} for each in sorted(new)]
        session.execute(sa.insert(_TABLE), rows)


def queue_who_names(session: Any, package_id: str, seen: Seen) -> None:
    """Queue the datasets whose descriptions name this one. Does not commit."""
    names = {package_id, str((seen.dataset or {}).get("name") or package_id)}
    name = session.scalar(sa.select(model.Package.name).where(model.Package.id == package_id))
    query = sa.select(_TABLE.c.package_id).where(
        _TABLE.c.mentioned.in_(sorted(names | {name or package_id})),
        _TABLE.c.package_id != package_id,
    )
    remember(session, session.scalars(query).all(), NAMED_CHANGED)


def queue_if_one_was_hidden(session: Any, package_id: str, seen: Seen) -> None:
    """Queue this dataset again when one that it names was hidden while it was described. Commits.

    Whoever hid that one may have looked for mentions before this one's was written.
    """
    if any(visible_dataset(str(other["id"])) is None for other in seen.related):
        remember(session, [package_id], NAMED_CHANGED)
        session.commit()
