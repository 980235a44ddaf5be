"""Go back to what an earlier run published."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from ckan import model

from ckanext.civic.core import clock

from .. import config
from ..errors import HarmoniseError
from ..model import Run
from . import kept_results
from .lock import resource_lock
from .run import planned, source_of, store


def restore(run_id: str, *, user: str) -> Run:
    """Publish the result of an earlier run again; return the new run that says so. Commits.

    The file and the crosswalk stay as they are: the next change of either publishes a new result.
    Raises HarmoniseError when the result is not kept any more.
    """
    earlier = model.Session.get(Run, run_id)
    if earlier is None or not kept_results.has_result(earlier):
        raise HarmoniseError(
            "The result of this run is not kept.",
            advice="Choose another run, or upload the file again and run it.",
        )
    with (
        resource_lock(str(earlier.resource_id), config.lock_timeout_s()),
        TemporaryDirectory() as folder,
    ):
        return _published_again(earlier, Path(folder), user)


def _published_again(earlier: Run, folder: Path, user: str) -> Run:
    files = kept_results.unpack_result(earlier, folder)
    now = clock.now()
    made_of: dict[str, Any] = {
        name: getattr(earlier, name)
        for name in (
            "resource_id", "package_id", "model", "crosswalk", "crosswalk_version",
            "source_sha256", "rows_in", "resources_out",
        )
    }  # fmt: skip
    report = {**(earlier.report or {}), "restored_from": clock.isoformat(earlier.finished_at)}
    again = Run(id=str(uuid4()), **made_of, report=report, queued_at=now, started_at=now)
    source = source_of(str(earlier.resource_id), user)
    dataset, plan = planned(again, source, str(earlier.model), files, user)
    kept_results.copy(earlier.id, again.id)
    store(again, dataset, plan, user)
    return again
