"""The runs of a file: their reports, the lists to download, the way back to a result."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ...logic import fields, gone, gone_form, kept_results, private_files
from ...logic.work import Work
from ...model import GoneChoice, Run
from ...reports import as_csv, as_json
from ..access import context, sentence
from .blueprint import Page, file_pages, form, opened, rendered, to
from .downloads import download, sent

MOST_GONE_SHOWN = 50


@file_pages.route("/runs")
@opened
def runs(work: Work) -> Page:
    """List the runs, the newest first."""
    published = Run.last_published(work.resource["id"])
    ended = [
        {
            **run.as_dict(),
            "has_result": kept_results.has_result(run),
            "lists": kept_results.lists_of(run),
        }
        for run in Run.ended(work.resource["id"])
    ]
    return rendered(
        "runs", work, "runs", runs=ended, published_id=published.id if published else None
    )


@file_pages.route("/runs/<run_id>/<name>")
@opened
def run_file(work: Work, run_id: str, name: str) -> Page:
    """Send the report or a list of rows of one run."""
    run = _run(work, run_id)
    if name == "report.json":
        return download(as_json(run.as_dict()), "application/json", name)
    if name == "report.csv":
        return download(as_csv(run.report or {}), "text/csv", name)
    path = private_files.one("runs", run.id, name)
    return sent(path) if path else tk.abort(404, tk._("There is no such file."))


@file_pages.route("/runs/<run_id>/restore", methods=["POST"])
@opened
def restore(work: Work, run_id: str) -> Page:
    """Publish the result of an earlier run again."""
    run = _run(work, run_id)
    try:
        tk.get_action("civic_harmonise_run_restore")(context(), {"id": run.id})
    except tk.ValidationError as error:
        tk.h.flash_error(sentence(error))
    else:
        tk.h.flash_success(tk._("What was published then is published again."))
    return to("runs", work)


@file_pages.route("/gone", methods=["GET", "POST"])
@opened
def gone_things(work: Work) -> Page:
    """Ask why things of the last release are gone, and store the answers for the next run."""
    last = Run.last_finished(work.resource["id"])
    life = ((last.report if last else None) or {}).get("life") or {}
    errors: list[tuple[str, str]] = []
    if tk.request.method == "POST":
        answered = _answered(work, life)
        if not isinstance(answered, list):
            return answered
        errors = answered
    chosen = GoneChoice.of(work.resource["id"])
    stored = gone_form.as_form(chosen.content if chosen else {}, life.get("gone_things") or [])
    return rendered(
        "gone",
        work,
        "gone",
        life=life,
        posted=form() or stored,
        name_of=gone_form.name_of,
        NEW_PERIOD=fields.NEW_PERIOD,
        EXPLAINED=gone_form.EXPLAINED,
        OF_ALL=gone_form.OF_ALL,
        errors=errors,
    )


@file_pages.route("/ask-again", methods=["POST"])
@opened
def ask_again(work: Work) -> Page:
    """Take back that each file is a new period."""
    _patch(work, "")
    tk.h.flash_success(tk._("You will be asked when things of the last release are gone."))
    return to("overview", work)


def _answered(work: Work, life: dict[str, Any]) -> Page | list[tuple[str, str]]:
    """Store why things are gone and run; return what is wrong when that is not said."""
    of_all = form().get("kind.all")
    if life.get("too_many") and not of_all:
        return [("kind.left_out", tk._("Choose what happened."))]
    if of_all == "left_out":
        tk.h.flash_success(tk._("What is published stays. Upload the whole file when you have it."))
        return to("overview", work)
    if of_all == fields.NEW_PERIOD:
        _patch(work, fields.NEW_PERIOD)
        said = tk._("Each file is a new period: you will not be asked again.")
    else:
        answers = gone_form.read_answers(form(), life)
        if answers.errors:
            return answers.errors
        gone.store_choices(work.resource["id"], answers.content, user_id=work.user_id)
        said = tk._("Saved.")
    tk.get_action("civic_harmonise_resource_queue")(context(), {"id": work.resource["id"]})
    tk.h.flash_success(f"{said} {tk._('The file will be harmonised in a moment.')}")
    return tk.redirect_to("civic_harmonise.show", id=work.dataset["name"])


def _patch(work: Work, release: str) -> None:
    tk.get_action("resource_patch")(context(), {"id": work.resource["id"], fields.RELEASE: release})


def _run(work: Work, run_id: str) -> Run:
    run = model.Session.get(Run, run_id)
    if run is None or run.resource_id != work.resource["id"]:
        return tk.abort(404, tk._("There is no such run."))
    return run
