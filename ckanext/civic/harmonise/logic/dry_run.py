"""Publishing without publishing: the same code as a run, its result in a folder that goes."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.civic.core import clock
from ckanext.civic.core.errors import CivicError

from .. import config, pipeline
from ..checks import DatasetRecord
from ..checks.area import area_of
from ..crosswalks import Crosswalk
from ..editor import point_map, preview
from ..editor.excerpt import Excerpt, write_excerpt
from ..geography import has_boundary, strips
from ..model import FileCheck
from ..organisations import council
from ..report import Report
from . import library, outputs, private_files, profiles, stored_file
from .blocking import judged
from .faults import fault_of
from .last_release import last_release

# Source: our choice; about two seconds, which nobody needs to be asked back for
CHECKED_AT_ONCE_BYTES = 1 << 20
PROGRESS_S = 2


@dataclass(frozen=True)
class Preview:
    """The first things that a draft makes of a file, with the findings in the rows it looked at.

    ``placed`` rows have a position that can be published; None when the draft has no positions.
    """

    shown: preview.Shown
    turtle: str
    points: point_map.PointMap | None
    placed: int | None
    excerpt: Excerpt
    report: Report


def names_of(dataset: Mapping[str, Any]) -> pipeline.Names:
    """Return where the things of a dataset live on the web."""
    return pipeline.Names(
        uri_base=config.uri_base(),
        vocabulary_base=config.vocabulary_base(),
        council=dataset["organization"]["name"],
        dataset=dataset["name"],
    )


def record_of(dataset: Mapping[str, Any]) -> DatasetRecord:
    """Return what the portal says of a dataset that checks look at.

    An organisation that the registry of councils knows has the registry's address.
    """
    organization = dataset["organization"]
    name, title = str(organization["name"]), str(organization.get("title") or "")
    known = council(title) or council(name)
    site = tk.config["ckan.site_url"].rstrip("/")
    return DatasetRecord(
        licence=str(dataset.get("license_id") or ""),
        publisher=title or name,
        publisher_uri=known.uri if known else f"{site}/organization/{name}",
    )


def preview_of(
    dataset: Mapping[str, Any], resource: Mapping[str, Any], text: str, rows: int
) -> Preview:
    """Return the preview of a draft (YAML text) on a file of ``rows`` rows.

    Of a large file some rows are read. Raises HarmoniseError when draft or file do not do.
    """
    crosswalk = library.parse(text)
    names = names_of(dataset)
    with profiles.copy_of(resource) as copy, TemporaryDirectory() as folder:
        table = profiles.table_of(copy, resource, crosswalk.source)
        some_rows = Path(folder) / "rows.csv"
        excerpt = write_excerpt(table, rows, some_rows)
        out = Path(folder) / "out"
        out.mkdir()
        report = pipeline.harmonise(
            some_rows, replace(crosswalk, source={}), names, out, original_name="rows.csv"
        )
        shown = preview.first_rows(out / report.outputs["canonical-csv"], crosswalk.model)
        points = point_map.positions_of(out / report.outputs["canonical-csv"], crosswalk.model)
        return Preview(
            shown,
            _turtle(out / report.outputs["nquads"], shown, crosswalk, names),
            _points(points, crosswalk),
            len(points) if crosswalk.positions else None,
            excerpt,
            report,
        )


def _turtle(quads: Path, shown: preview.Shown, crosswalk: Crosswalk, names: pipeline.Names) -> str:
    vocabulary = crosswalk.model.vocabulary_iri(names.vocabulary_base)
    return preview.turtle(quads, shown.uris, {crosswalk.model.id: f"{vocabulary}/"})


def _points(points: list[point_map.Position], crosswalk: Crosswalk) -> point_map.PointMap | None:
    """Return the map of the positions in the council's outline, or else in its rectangle."""
    if not crosswalk.model.position:
        return None
    area = area_of(crosswalk)
    if area is None:
        return None
    publisher = council(crosswalk.publisher.uri) or council(crosswalk.publisher.name)
    rings = strips(publisher.gss) if publisher and has_boundary(publisher.gss) else []
    if not rings and crosswalk.area:
        rings = [point_map.box(crosswalk.area)]
    return point_map.draw(points, rings, lambda all: area.contains(*zip(*all, strict=True)))


def digest(text: str) -> str:
    """Return the SHA-256 of a draft in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def run_check(
    check: FileCheck, dataset: Mapping[str, Any], resource: Mapping[str, Any], text: str
) -> None:
    """Check a whole file with a draft and store what was found with ``check``. Commits.

    What is wrong with the file or the draft is stored too, not raised.
    """
    check.content_sha256 = digest(text)
    check.source_version = profiles.version_of(resource)
    check.started_at = clock.now()
    model.Session.add(check)
    model.Session.commit()
    try:
        with TemporaryDirectory() as folder:
            told = _progress(check)
            check.report = checked(dataset, resource, text, Path(folder), told)
            private_files.keep(Path(folder) / "out", "checks", check.id)
        check.rows_done = check.report["rows_in"]
    except CivicError as error:
        _store_error(check, error)
    except Exception as error:  # the one boundary of a check: what is wrong is stored and shown
        model.Session.rollback()
        _store_error(check, fault_of(error, f"The check of resource {check.resource_id}"))
    check.finished_at = clock.now()
    model.Session.add(check)
    model.Session.commit()


def _progress(check: FileCheck) -> Callable[[int], None]:
    """Return what notes the rows read so far, once in two seconds."""
    last = time.monotonic()

    def note(rows: int) -> None:
        nonlocal last
        if time.monotonic() - last >= PROGRESS_S:
            last = time.monotonic()
            check.rows_done = rows
            model.Session.commit()

    return note


def checked(
    dataset: Mapping[str, Any],
    resource: Mapping[str, Any],
    text: str,
    folder: Path,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Return the report on a whole file, with ``blocked_by``: why it could not be published.

    The lists of rows are left in ``folder/out``. Raises HarmoniseError.
    """
    crosswalk = library.parse(text)
    out = folder / "out"
    out.mkdir()
    with profiles.copy_of(resource) as copy:
        report = pipeline.harmonise(
            copy,
            crosswalk,
            names_of(dataset),
            out,
            original_name=stored_file.file_name(resource),
            last_release=last_release(dataset, str(resource["id"]), crosswalk, folder),
            dataset=record_of(dataset),
            progress=progress,
        )
    for path in outputs.published(report.outputs, out).values():
        path.unlink()
    return {**judged(report, config.quarantine_limit_percent()), "dropped": []}


def _store_error(check: FileCheck, error: CivicError) -> None:
    place = {key: value for key, value in asdict(error.place).items() if value is not None}
    told = {"message": error.message, "advice": error.advice, "place": place}
    check.report = {"ok": False, "error": told}


def first_lines(path: Path, check_id: str, most: int = 10) -> list[dict[str, str]]:
    """Return the first lines of a findings file that are about one check."""
    found: list[dict[str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line.get("check") == check_id:
                found.append(dict(line))
                if len(found) == most:
                    break
    return found
