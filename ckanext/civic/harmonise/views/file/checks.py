"""Step 5: the checks, on every row, as publishing runs them."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ...errors import HarmoniseError
from ...logic import check_queue, dry_run, private_files
from ...logic.work import Work
from ...model import FileCheck
from ...reports import as_csv, as_json, grouped
from .blueprint import Page, drafted, file_pages, rendered, to
from .downloads import download, sent


@file_pages.route("/checks", methods=["GET", "POST"])
@drafted
def checks(work: Work) -> Page:
    """Show the last check of this draft, or start one."""
    if tk.request.method == "POST":
        if work.problem is None:
            check_queue.start(work)
        return to("checks", work)
    return _page(work, "checks")


@file_pages.route("/checks/progress")
@drafted
def progress(work: Work) -> Page:
    """Answer the part of the page that changes while a check is under way."""
    return _page(work, "checks_result")


@file_pages.route("/checks/<name>")
@drafted
def check_file(work: Work, name: str) -> Page:
    """Send the report or a list of rows of the last check."""
    check = work.check
    if check is None or not check.report or not check.finished_at:
        return tk.abort(404, tk._("There is no check of this."))
    if name == "report.json":
        return download(as_json(check.report), "application/json", name)
    if name == "report.csv":
        return download(as_csv(check.report), "text/csv", name)
    path = private_files.one("checks", check.id, name)
    if path is None:
        return tk.abort(404, tk._("There is no such file."))
    return sent(path)


def _page(work: Work, template: str) -> str:
    check = work.check
    report = check.report if check and check.finished_at else None
    return rendered(
        template,
        work,
        "checks",
        problem=work.problem,
        check=check,
        report=report,
        groups=grouped(report) if report and not report.get("error") else None,
        lines=_lines(check, report) if check and report else {},
        files=_files(check) if check else [],
    )


def _lines(check: FileCheck, report: dict) -> dict[str, list[dict[str, str]]]:
    """Return the first rows of each finding, by check, as the publisher wrote them."""
    path = next(iter(private_files.folder("checks", check.id).glob("*.findings.csv")), None)
    if path is None:
        return {}
    return {
        finding["id"]: dry_run.first_lines(path, finding["id"])
        for finding in report.get("checks") or ()
    }


def _files(check: FileCheck) -> list[str]:
    try:
        folder = private_files.folder("checks", check.id)
    except HarmoniseError:
        return []
    return sorted(path.name for path in folder.glob("*") if path.is_file())
