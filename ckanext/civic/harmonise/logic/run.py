"""Harmonise the file of one resource: everything or nothing, once."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.civic.core import clock
from ckanext.civic.core.errors import CivicError, Place

from .. import config, pipeline
from ..errors import CrosswalkError, HarmoniseError, LayoutDiffers, MissingColumn
from ..model import GoneChoice, Run
from ..report import Report
from . import fields, kept_results, outputs, saved, stored_file
from .announcing import announce
from .blocking import judged
from .dry_run import names_of, record_of
from .faults import fault_of
from .last_release import last_release, what_changed
from .lock import resource_lock

# What a result is made of, beside the release of this plugin
MOST_DROPPED = 1_000  # rows listed in a stored report; the list of all is a file
_MADE_OF = ("source_sha256", "crosswalk", "crosswalk_version")
# what a second run of the same file says otherwise, because there is a result before it then
_OF_BEFORE = ("life", "passed", "not_applicable")


class NotReady(HarmoniseError):
    """The resource lacks something that a run needs."""


class ChecksFailed(HarmoniseError):
    """The checks found what must be fixed before the file can be published."""


@dataclass(frozen=True)
class Outcome:
    """The run that holds now, and whether any output had to be written for it."""

    run: Run
    changed: bool


def run_resource(resource_id: str, *, user: str, only_when_new: bool = False) -> Outcome:
    """Map a resource's file, check it and publish the outputs in its dataset.

    With ``only_when_new`` a file that was published already with the same crosswalk is left
    alone. Who may do this is the caller's business. Raises HarmoniseError when nothing could be
    published; the reason is then stored as the resource's last run. Commits.
    """
    with resource_lock(resource_id, config.lock_timeout_s()):
        model.Session.expire_all()  # another run may have ended while this one waited
        started_at = clock.now()
        Run.mark_started(resource_id, started_at)
        dataset, source = _find(resource_id, user)
        attempt = Run(
            id=str(uuid4()),
            resource_id=resource_id,
            package_id=dataset["id"],
            crosswalk=str(source.get(fields.CROSSWALK) or ""),
            queued_at=started_at,
            started_at=started_at,
        )
        try:
            with TemporaryDirectory() as folder:
                return _attempt(attempt, dataset, source, Path(folder), user, only_when_new)
        except CivicError as error:
            _store_failure(attempt, error)
            raise
        except tk.ValidationError as error:
            refused = HarmoniseError(
                f"The dataset does not take the result: {error.error_summary}.",
                place=Place(file=stored_file.file_name(source), step="store"),
                advice="Edit the dataset so that it can be saved, then run again.",
            )
            _store_failure(attempt, refused)
            raise refused from error
        except Exception as error:  # the one boundary of a run: what is wrong is stored and shown
            fault = fault_of(error, f"The run of resource {resource_id}")
            _store_failure(attempt, fault)
            raise fault from None


def _attempt(
    attempt: Run,
    dataset: dict[str, Any],
    source: dict[str, Any],
    folder: Path,
    user: str,
    only_when_new: bool,
) -> Outcome:
    _require_ready(dataset, source)
    name = stored_file.file_name(source)
    copy = folder / "source"
    attempt.source_sha256 = stored_file.copy_to(source, copy)
    last = Run.last_finished(attempt.resource_id)
    used = _crosswalk(attempt.crosswalk, dataset, name)
    attempt.crosswalk_version = used.version
    if only_when_new and last and _is_done(last, attempt, dataset):
        return _keep(last)
    out = folder / "out"
    out.mkdir()
    earlier = last_release(dataset, attempt.resource_id, used.crosswalk, folder)
    report = pipeline.harmonise(
        copy,
        used.crosswalk,
        names_of(dataset),
        out,
        original_name=name,
        last_release=earlier,
        dataset=record_of(dataset),
    )
    told = judged(report, config.quarantine_limit_percent())
    changes = what_changed(earlier, out / report.outputs["canonical-csv"])
    _describe(attempt, report, told, changes)
    kept_results.keep_lists(attempt.id, report, out)
    if reasons := told.pop("blocked_by"):
        raise ChecksFailed(" ".join(reasons), place=Place(file=name, step="check"))
    return _publish(attempt, report, source, out, user, last)


def _publish(
    attempt: Run,
    report: Report,
    source: dict[str, Any],
    out: Path,
    user: str,
    last: Run | None,
) -> Outcome:
    """Write outputs and run in one transaction; write neither when nothing differs."""
    files = outputs.published(report.outputs, out)
    dataset, plan = planned(attempt, source, report.model, files, user)
    if not plan.changed and last and _is_same(last, attempt):
        kept_results.forget(attempt.id)
        return _keep(last)
    kept_results.keep_result(attempt.id, report, out)
    store(attempt, dataset, plan, user)
    return Outcome(attempt, changed=plan.changed)


def planned(
    attempt: Run, source: dict[str, Any], model_id: str, files: dict[str, Path], user: str
) -> tuple[dict[str, Any], outputs.Plan]:
    """Return the dataset, held for an update, and what its resources will be."""
    dataset = _dataset(str(attempt.package_id), user, for_update=True)
    limit_bytes = config.file_limit_bytes()
    return dataset, outputs.plan(dataset["resources"], source, model_id, files, limit_bytes)


def store(attempt: Run, dataset: dict[str, Any], plan: outputs.Plan, user: str) -> None:
    """Write outputs and run in one transaction, then forget old runs. Commits."""
    Run.forget_unfinished(attempt.resource_id)
    attempt.ok = True
    attempt.finished_at = clock.now()
    model.Session.add(attempt)
    GoneChoice.forget(attempt.resource_id)
    if plan.changed:
        _update(dataset, plan, user)
    model.Session.commit()
    if not plan.changed:  # else CKAN tells that the dataset changed
        announce(str(attempt.package_id))
    kept_results.prune(attempt.resource_id, config.kept_runs())


def _update(dataset: dict[str, Any], plan: outputs.Plan, user: str) -> None:
    before = {resource["id"] for resource in dataset["resources"]}
    context = cast(Context, {"user": user, "ignore_auth": True, "original_package": dict(dataset)})
    updated = {name: value for name, value in dataset.items() if name != "metadata_modified"}
    updated["resources"] = plan.resources
    stored = tk.get_action("package_update")(context, updated)
    for resource in stored["resources"]:
        if resource["id"] not in before:
            tk.get_action("resource_create_default_resource_views")(
                {"user": user, "ignore_auth": True}, {"resource": resource, "package": stored}
            )


def source_of(resource_id: str, user: str) -> dict[str, Any]:
    """Return a resource as its dataset has it; raises ObjectNotFound."""
    return _find(resource_id, user)[1]


def _find(resource_id: str, user: str) -> tuple[dict[str, Any], dict[str, Any]]:
    resource = model.Resource.get(resource_id)
    if resource is None or resource.state != "active":
        raise tk.ObjectNotFound(tk._("Resource was not found."))
    dataset = _dataset(str(resource.package_id), user)
    return dataset, next(r for r in dataset["resources"] if r["id"] == resource.id)


def _dataset(package_id: str, user: str, *, for_update: bool = False) -> dict[str, Any]:
    """Return a dataset as the database has it; the search index may lag behind."""
    if for_update:
        model.Session.expire_all()
    context: Any = {
        "user": user,
        "ignore_auth": True,
        "use_cache": False,
        "for_update": for_update,
    }
    return tk.get_action("package_show")(context, {"id": package_id})


def _require_ready(dataset: dict[str, Any], source: dict[str, Any]) -> None:
    place = Place(file=stored_file.file_name(source))
    if source.get(fields.OUTPUT):
        raise NotReady(
            "This file was made by the portal.",
            place=place,
            advice="Harmonise the file that it was made from.",
        )
    if fields.is_copy(dataset):
        raise NotReady(
            "This dataset is a copy from another portal.",
            place=place,
            advice="It is harmonised where it was born.",
        )
    if not source.get(fields.CROSSWALK):
        raise NotReady(
            "This file does not say which crosswalk reads it.",
            place=place,
            advice="Choose one on the dataset's page “Harmonise” (field civic_crosswalk).",
        )
    if source.get("url_type") != "upload":
        raise NotReady(
            "This resource is a link, not a file in this portal.",
            place=place,
            advice="Upload the file.",
        )
    if not dataset.get("organization"):
        raise NotReady(
            "This dataset belongs to no organisation, and addresses name the council.",
            place=place,
            advice="Choose the dataset's organisation.",
        )


def _crosswalk(id: str, dataset: dict[str, Any], file: str) -> saved.Used:
    try:
        return saved.find(id, dataset["organization"]["id"])
    except CrosswalkError as error:
        raise NotReady(error.message, place=Place(file=file), advice=error.advice) from error


def _is_done(last: Run, attempt: Run, dataset: dict[str, Any]) -> bool:
    published = outputs.of_source(dataset["resources"], attempt.resource_id)
    return (
        bool(last.ok)
        and all(getattr(last, name) == getattr(attempt, name) for name in _MADE_OF)
        and len(published) == len(outputs.published(_made(last), Path()))
    )


def _is_same(last: Run, attempt: Run) -> bool:
    is_made_alike = all(getattr(last, name) == getattr(attempt, name) for name in _MADE_OF)
    return bool(last.ok) and is_made_alike and _without_life(last) == _without_life(attempt)


def _without_life(run: Run) -> dict[str, Any]:
    """Return a report without what depends on whether there was a result before this one."""
    return {key: value for key, value in (run.report or {}).items() if key not in _OF_BEFORE}


def _keep(last: Run) -> Outcome:
    Run.forget_unfinished(last.resource_id)
    model.Session.commit()
    return Outcome(last, changed=False)


def _made(run: Run) -> dict[str, str]:
    return (run.report or {}).get("outputs") or {kind.id: "" for kind in outputs.KINDS}


def _describe(
    attempt: Run, report: Report, told: dict[str, Any], changes: dict[str, Any] | None
) -> None:
    attempt.model = report.model
    attempt.rows_in = report.rows_in
    attempt.resources_out = report.resources_out
    whole = json.loads(json.dumps(told))  # as the database gives it back
    attempt.report = {
        **whole,
        "dropped": whole["dropped"][:MOST_DROPPED],
        "life": changes,
    }


def _store_failure(attempt: Run, error: CivicError) -> None:
    model.Session.rollback()
    Run.forget_unfinished(attempt.resource_id)
    attempt.ok = False
    attempt.finished_at = clock.now()
    attempt.report = {
        **(attempt.report or {}),
        "ok": False,
        "error": {
            "message": error.message,
            "advice": error.advice,
            "is_about_columns": isinstance(error, LayoutDiffers | MissingColumn),
            "place": {k: v for k, v in asdict(error.place).items() if v is not None},
        },
    }
    model.Session.add(attempt)
    model.Session.commit()
