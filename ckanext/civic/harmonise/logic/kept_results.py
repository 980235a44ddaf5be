"""What is kept of a run below the storage: lists for the publisher, and the result itself.

The lists (rows that were left out, rows that a check found) lie in ``runs/{run id}``, the result in
``results/{run id}``, compressed. A limit says of how many runs.
"""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from ckan import model

from ..model import Run
from ..report import Report
from . import outputs, private_files

LISTS = ("quarantine", "findings", "changes")


def keep_lists(run_id: str, report: Report, out: Path) -> None:
    """Keep the lists of rows, which may hold what nobody else may see."""
    made = {kind: out / report.outputs[kind] for kind in LISTS if kind in report.outputs}
    with TemporaryDirectory() as folder:
        for path in made.values():
            shutil.copy(path, Path(folder) / path.name)
        private_files.keep(Path(folder), "runs", run_id)


def keep_result(run_id: str, report: Report, out: Path) -> None:
    """Keep what was published, so that one can go back to it."""
    with TemporaryDirectory() as folder:
        for path in outputs.published(report.outputs, out).values():
            packed = Path(folder) / f"{path.name}.gz"
            # the quickest level: linked data repeats so much that it still is a tenth
            with path.open("rb") as file, gzip.open(packed, "wb", compresslevel=1) as copy:
                shutil.copyfileobj(file, copy)
        private_files.keep(Path(folder), "results", run_id)


def has_result(run: Run) -> bool:
    """Tell whether one can go back to the result of a run."""
    made = (run.report or {}).get("outputs") or {}
    return bool(run.ok) and private_files.folder("results", run.id).is_dir() and bool(made)


def unpack_result(run: Run, folder: Path) -> dict[str, Path]:
    """Write the result of a run into a folder; return its files by kind of output."""
    made = (run.report or {})["outputs"]
    files = outputs.published(made, folder)
    for path in files.values():
        kept = private_files.folder("results", run.id) / f"{path.name}.gz"
        with gzip.open(kept, "rb") as file, path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
    return files


def copy(earlier_id: str, run_id: str) -> None:
    """Keep for a run what is kept of an earlier one."""
    for kind in ("runs", "results"):
        kept = private_files.folder(kind, earlier_id)
        if kept.is_dir():
            shutil.copytree(kept, private_files.folder(kind, run_id), dirs_exist_ok=True)


def lists_of(run: Run) -> list[str]:
    """Return the names of the lists that are kept of a run."""
    folder = private_files.folder("runs", run.id)
    return sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []


def forget(run_id: str) -> None:
    """Remove all that is kept of a run."""
    for kind in ("runs", "results"):
        private_files.forget(kind, run_id)


def prune(resource_id: str, most: int) -> None:
    """Forget all but the newest runs of a resource, never the published one. Commits."""
    published = Run.last_published(resource_id)
    for run in Run.ended(resource_id)[most:]:
        if published is not None and run.id == published.id:
            continue
        forget(run.id)
        model.Session.delete(run)
    model.Session.commit()
