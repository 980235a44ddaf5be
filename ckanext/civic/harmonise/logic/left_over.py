"""Private files of resources that are no more: lists of rows, results to go back to, profiles.

They hold rows as the council wrote them, so they go with the file they were made from. What was
published stays as long as CKAN keeps it; a dataset that is restored can be harmonised again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

import sqlalchemy as sa
from ckan import model

from ..model import FileCheck, Run
from . import private_files

# Source: our choice; a run or check under way has files before the database knows of it
_MOST_UNDER_WAY_S = 24 * 60 * 60


def kept_for(resource_ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return kind and id of all that is kept of resources."""
    wanted = list(resource_ids)
    kept = [("profiles", id) for id in wanted]
    for run_id in _ids_of(Run, wanted):
        kept += [("runs", run_id), ("results", run_id)]
    return kept + [("checks", id) for id in _ids_of(FileCheck, wanted)]


def forget(kept: Iterable[tuple[str, str]]) -> None:
    """Remove private files by kind and id."""
    for kind, id in kept:
        private_files.forget(kind, id)


def prune(most_under_way_s: int = _MOST_UNDER_WAY_S) -> int:
    """Remove what is kept of deleted and purged resources; return how many folders went.

    A folder that belongs to nothing known is left alone when it is younger than
    ``most_under_way_s`` seconds.
    """
    there = set(model.Session.scalars(_active_resources()))
    every = model.Session.scalars(sa.select(model.Resource.id))
    resource_of = {"profiles": {id: id for id in every}}
    runs = dict(model.Session.execute(sa.select(Run.id, Run.resource_id)).tuples().all())
    checks = sa.select(FileCheck.id, FileCheck.resource_id)
    resource_of |= {"runs": runs, "results": runs}
    resource_of["checks"] = dict(model.Session.execute(checks).tuples().all())
    oldest = time.time() - most_under_way_s
    gone = [
        (kind, path.name)
        for kind, known in resource_of.items()
        for path in private_files.all_of(kind)
        if known.get(path.name) not in there
        and (path.name in known or path.stat().st_mtime <= oldest)
    ]
    forget(gone)
    return len(gone)


def _active_resources() -> sa.Select[tuple[str]]:
    resource, package = model.Resource, model.Package
    return (
        sa.select(resource.id)
        .join(package, package.id == resource.package_id)
        .where(resource.state == "active", package.state != "deleted")
    )


def _ids_of(table: type[Run] | type[FileCheck], resource_ids: list[str]) -> list[str]:
    query = sa.select(table.id).where(table.resource_id.in_(resource_ids))
    return list(model.Session.scalars(query))
