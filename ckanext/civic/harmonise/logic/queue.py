"""Put runs on CKAN's job queue, and remember that they are there."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model
from redis.exceptions import RedisError

from ckanext.civic.core.errors import CivicError, Place

from ..jobs import harmonise_resource
from ..model import Run


class QueueUnreachable(CivicError):
    """The job queue does not answer."""


def queue_run(
    resource_id: str, package_id: str, crosswalk: str, *, user: str, only_when_new: bool
) -> None:
    """Queue a run of one resource, in place of one that waits already. Commits.

    Raises QueueUnreachable, and then nothing is queued.
    """
    Run.forget_unfinished(resource_id)
    model.Session.add(Run(resource_id=resource_id, package_id=package_id, crosswalk=crosswalk))
    model.Session.commit()
    try:
        tk.enqueue_job(
            harmonise_resource,
            kwargs={"resource_id": resource_id, "user": user, "only_when_new": only_when_new},
            title=f"Harmonise resource {resource_id}",
        )
    except RedisError as error:
        Run.forget_unfinished(resource_id)
        model.Session.commit()
        raise QueueUnreachable(
            "The file was saved, but the queue that harmonises it does not answer.",
            place=Place(step="queue"),
            advice="Choose “Run now” later, or run ckan civic-harmonise run --all.",
        ) from error
