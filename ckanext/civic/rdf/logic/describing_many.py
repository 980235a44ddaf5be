"""Describe a whole portal for the first time, quickly: by the page, out of the search index.

`settle` reads each dataset from the database, which takes CKAN a hundredth of a second. Thousands
of datasets that were never described come as pages of the search index instead, but only while
the index and the database agree (time of the last change, owner, groups) and nothing is queued but
that they are new or changed; the rest is left to `settle`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.civic.changes import log as change_log
from ckanext.civic.changes.model import ChangeKind
from ckanext.civic.core import clock
from ckanext.civic.core.canonical import sha256_hex
from ckanext.civic.core.dataset_content import dataset_hash

from .. import config
from ..mapping import Site
from ..model import CivicRdfDescription, CivicRdfOutbox
from .anonymous import visible_datasets
from .describing import Seen, seen
from .descriptions import packed
from .facts import Organizations
from .mentions import mentions_of
from .reasons import PLAIN

log = logging.getLogger(__name__)

FEW = 50  # so many are settled one by one
PAGE = 500  # datasets in one transaction


@dataclass(frozen=True)
class _New:
    package_id: str
    seen: Seen
    sha256: str
    content_sha256: str
    packed: bytes


def describe_new(*, limit_s: float | None = None) -> int:
    """Describe datasets that never were, for up to ``limit_s`` seconds; return how many.

    Commits.
    """
    until = None if limit_s is None else time.monotonic() + limit_s
    waiting = _waiting()
    if len(waiting) <= FEW:
        return 0
    done = 0
    organizations: Organizations = {}
    for page in _pages(each for each in visible_datasets() if each["id"] in waiting):
        done += _describe(page, waiting, organizations)
        if until is not None and time.monotonic() >= until:
            break
    return done


def _waiting() -> dict[str, list[int]]:
    """Return the datasets that were never described and wait for nothing else, with their rows."""
    query = (
        sa.select(CivicRdfOutbox.package_id, sa.func.array_agg(CivicRdfOutbox.id))
        .where(
            CivicRdfOutbox.settled_at.is_(None),
            CivicRdfOutbox.package_id.not_in(sa.select(CivicRdfDescription.package_id)),
        )
        .group_by(CivicRdfOutbox.package_id)
        .having(sa.func.bool_and(CivicRdfOutbox.reason.in_(PLAIN)))
    )
    return {row[0]: row[1] for row in model.Session.execute(query)}


def _pages(datasets: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    page: list[dict[str, Any]] = []
    for dataset in datasets:
        page.append(dataset)
        if len(page) >= PAGE:
            yield page
            page = []
    if page:
        yield page


def _describe(
    page: list[dict[str, Any]], waiting: Mapping[str, list[int]], organizations: Organizations
) -> int:
    """Describe a page of datasets in one transaction; return how many there were to describe."""
    page = _as_in_the_database(page)
    site = config.site()
    made = [new for dataset in page if (new := _made(dataset, organizations, site))]
    session = model.Session
    if not made:
        session.commit()
        return 0
    change_log.lock(session)
    ids = [new.package_id for new in made]
    table = CivicRdfDescription.__table__
    known = set(session.scalars(sa.select(table.c.package_id).where(table.c.package_id.in_(ids))))
    known |= set(ids) - set(_stored(ids))  # hidden meanwhile
    made = [new for new in made if new.package_id not in known]
    numbers = change_log.record_many(
        session, [(new.package_id, ChangeKind.CREATE, new.content_sha256) for new in made]
    )
    if made:
        session.execute(
            sa.insert(table),
            [_row(seq, new) for seq, new in zip(numbers, made, strict=True)],
        )
    rows = [id for new in made for id in waiting[new.package_id]]
    session.execute(
        sa.update(CivicRdfOutbox).where(CivicRdfOutbox.id.in_(rows)).values(settled_at=clock.now())
    )
    session.commit()
    return len(made)


def _row(seq: int, new: _New) -> dict[str, Any]:
    return {
        "seq": seq,
        "package_id": new.package_id,
        "iri": new.seen.iri,
        "sha256": new.sha256,
        "content": new.packed,
    }


def _made(dataset: dict[str, Any], organizations: Organizations, site: Site) -> _New | None:
    """Return a description, or None when `settle` had better look at the dataset."""
    try:
        found = seen(dataset, organizations, site=site)
        if found.related or mentions_of(dataset["id"], found):
            return None  # rare, and it takes care: see `mentions`
    except Exception as error:  # whatever is wrong with one dataset, `settle` notes it
        log.debug("Dataset %s: %s", dataset["id"], type(error).__name__)
        model.Session.rollback()
        return None
    if found.content is None:
        return None
    return _New(
        dataset["id"],
        found,
        sha256_hex(found.content),
        dataset_hash(dataset),
        packed(found.content),
    )


def _as_in_the_database(page: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the datasets of a page that are as the index says, with the groups' present names."""
    ids = [dataset["id"] for dataset in page]
    stored, memberships = _stored(ids), _memberships(ids)
    same = [
        dataset
        for dataset in page
        if (dataset.get("metadata_modified"), dataset.get("owner_org")) == stored.get(dataset["id"])
        and {group.get("id") for group in dataset.get("groups") or ()}
        == memberships.get(dataset["id"], set())
    ]
    groups = [group for dataset in same for group in _groups_of(dataset)]
    named = _names({str(group.get("id")) for group in groups})
    for group in groups:
        group.update(named.get(str(group.get("id")), {}))
    return same


def _groups_of(dataset: Mapping[str, Any]) -> list[dict[str, Any]]:
    organization = dataset.get("organization")
    return [*([organization] if organization else []), *(dataset.get("groups") or [])]


def _stored(ids: list[str]) -> dict[str, tuple[str, str | None]]:
    """Return when each of the datasets that are public was changed last, and who owns it."""
    table = model.package_table.c
    query = sa.select(table.id, table.metadata_modified, table.owner_org).where(
        table.id.in_(ids), table.state == model.State.ACTIVE, table.private.is_(False)
    )
    return {
        id: (changed_at.isoformat(), owner_org)
        for id, changed_at, owner_org in model.Session.execute(query)
    }


def _memberships(ids: list[str]) -> dict[str, set[str]]:
    """Return the ids of the groups of each dataset: to join one changes no time of the dataset."""
    member, group = model.Member, model.Group
    query = (
        sa.select(member.table_id, member.group_id)
        .join(group, group.id == member.group_id)
        .where(
            member.table_id.in_(ids),
            member.table_name == "package",
            member.state == model.State.ACTIVE,
            group.state == model.State.ACTIVE,
            group.is_organization.is_(False),
        )
    )
    found: dict[str, set[str]] = {}
    for package_id, group_id in model.Session.execute(query):
        found.setdefault(package_id, set()).add(group_id)
    return found


def _names(ids: set[str]) -> dict[str, dict[str, str]]:
    """Return what organisations and groups are called now: the index learns of it late."""
    query = sa.select(model.Group.id, model.Group.name, model.Group.title).where(
        model.Group.id.in_(ids)
    )
    return {
        id: {"name": name, "title": title or "", "display_name": title or name}
        for id, name, title in model.Session.execute(query)
    }
