"""Start a check: at once for a small file, else on the portal's job queue."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model
from redis.exceptions import RedisError

from ..errors import HarmoniseError
from ..jobs import check_file
from ..model import FileCheck
from . import dry_run, profiles
from .work import Work


def start(work: Work) -> FileCheck:
    """Check the work's draft on its whole file, in place of an earlier check. Commits.

    Raises HarmoniseError when the queue does not answer.
    """
    work.forget_check()
    check = FileCheck(
        resource_id=work.resource["id"],
        user_id=work.user_id,
        content_sha256=dry_run.digest(work.text),
        source_version=profiles.version_of(work.resource),
        rows_expected=work.profile.rows,
    )
    model.Session.add(check)
    model.Session.commit()
    with profiles.copy_of(work.resource) as copy:
        is_small = copy.stat().st_size <= dry_run.CHECKED_AT_ONCE_BYTES
    if is_small:
        dry_run.run_check(check, work.dataset, work.resource, work.text)
        return check
    try:
        tk.enqueue_job(
            check_file,
            kwargs={"check_id": check.id},
            title=f"Check resource {work.resource['id']}",
        )
    except RedisError as error:
        work.forget_check()
        model.Session.commit()
        raise HarmoniseError(
            "The queue that checks large files does not answer.",
            advice="Try again in a minute; if it stays so, tell the portal's operator.",
        ) from error
    return check
