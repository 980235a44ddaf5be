"""Hold what is said of each dataset against the official shapes, for those who can mend it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import nquads

from .. import config
from ..errors import GraphRefused
from ..mapping import dataset_quads
from ..mapping.terms import has_user
from ..validation import (
    CHUNK,
    Finding,
    Result,
    Severity,
    Subject,
    checked,
    findings,
    with_credentials,
)
from ..validation.forms import form_path
from ..validation.shapes import PROFILES
from .before_serving import before_serving
from .described_by import PUBLISHED, describer
from .descriptions import Description, current
from .facts import facts_of
from .snapshot import Snapshot, snapshot

log = logging.getLogger(__name__)

CATALOG = "catalogue"  # what stands for a dataset's name in the report of the catalogue itself


@dataclass(frozen=True)
class Report:
    """What there is to mend in one description; ``error`` when it could not be looked at."""

    package_id: str
    name: str
    title: str
    findings: list[Finding] = field(default_factory=list)
    error: str = ""

    def of(self, severity: Severity) -> list[Finding]:
        """Return the findings of one severity."""
        return [each for each in self.findings if each.severity is severity]

    @property
    def violations(self) -> int:
        """How many statements break a rule."""
        return len(self.of(Severity.VIOLATION))


def each_report(
    profile: str, *, limit: int | None = None, with_recommended: bool = False
) -> Iterator[Report]:
    """Yield the report of the catalogue itself, then of each published dataset by its id.

    All of them as they are at one moment, `CHUNK` in memory at a time. One that cannot be looked
    at has an error in its report, and the rest goes on. Raises DescriptionsBehind.
    """
    with snapshot() as now:
        yield from _of_catalog(now, profile, with_recommended)
        descriptions = now.datasets(limit=limit)
        while chunk := list(islice(descriptions, CHUNK)):
            yield from _of_chunk(chunk, profile, with_recommended)


def reports_of(
    package_ids: Sequence[str], profile: str, *, with_recommended: bool = False
) -> Iterator[Report]:
    """Yield the reports of those of the datasets that are published.

    Raises DescriptionsBehind.
    """
    before_serving()
    for start in range(0, len(package_ids), CHUNK):
        chunk = current(package_ids[start : start + CHUNK])
        yield from _of_chunk(list(chunk.values()), profile, with_recommended)


def report_now(dataset: dict[str, Any], profile: str) -> Report:
    """Return the report of ``dataset`` as its publisher has it, whether or not it is published."""
    try:
        quads = dataset_quads(dataset, config.site(), facts_of(dataset), profile=profile)
    except GraphRefused as error:
        return Report(dataset["id"], dataset["name"], dataset["title"], error=str(error))
    text = "".join(nquads.lines((*quad[:3], "") for quad in quads)).encode("utf-8")
    names = {each["id"]: _file_name(each.get("name"), each["url"]) for each in dataset["resources"]}
    return Report(
        dataset["id"],
        dataset["name"],
        dataset.get("title") or dataset["name"],
        findings([*with_credentials(dataset), *_results_of(text, profile)], names),
    )


def report_values(dataset: dict[str, Any], profile: str) -> dict[str, Any]:
    """Return `report_now` as plain values, each finding with the path of its form."""
    report = report_now(dataset, profile)
    organization = (dataset.get("organization") or {}).get("name") or ""

    extras = [each["key"] for each in dataset.get("extras") or []]

    def values(finding: Finding) -> dict[str, Any]:
        path = form_path(finding, dataset["name"], organization, extras=extras)
        return {**finding.as_dict(), "form": path}

    return {
        "violations": [values(each) for each in report.of(Severity.VIOLATION)],
        "recommendations": [values(each) for each in report.of(Severity.RECOMMENDATION)],
        "error": report.error or None,
    }


@lru_cache(maxsize=256)
def _results_of(ntriples: bytes, profile: str) -> tuple[Result, ...]:
    found = checked([Subject("", ntriples)], PROFILES[profile], with_recommended=True)
    return tuple(found[""])


def _of_catalog(now: Snapshot, profile: str, with_recommended: bool) -> Iterator[Report]:
    text = now.catalog.nquads if profile == PUBLISHED else describer([profile]).catalog()
    subject = Subject(CATALOG, _ntriples(text))
    results, error = _checked_or_error([subject], profile, with_recommended)
    about = findings(results.get(CATALOG, []), {})
    yield Report("", CATALOG, config.site().title, about, error.get(CATALOG, ""))


def _of_chunk(
    chunk: Sequence[Description], profile: str, with_recommended: bool
) -> Iterator[Report]:
    if profile == PUBLISHED:
        subjects = [Subject(each.package_id, each.ntriples) for each in chunk]
    else:
        made = describer([profile]).datasets([each.package_id for each in chunk])
        subjects = [Subject(each.package_id, _ntriples(each.nquads)) for each in made]
    results, errors = _checked_or_error(subjects, profile, with_recommended)
    keys = [subject.key for subject in subjects]
    titles, files, secret = _titles(keys), _file_names(keys), _with_credentials(keys)
    for key in keys:
        name, title = titles.get(key, (key, key))
        about = findings([*secret.get(key, []), *results.get(key, [])], files)
        yield Report(key, name, title, about, errors.get(key, ""))


def _checked_or_error(
    subjects: Sequence[Subject], profile: str, with_recommended: bool
) -> tuple[dict[str, list[Result]], dict[str, str]]:
    """Return the results by key; of those that the processor cannot take, why."""
    shapes = PROFILES[profile]
    try:
        return checked(subjects, shapes, with_recommended=with_recommended), {}
    except Exception:  # one of them: look at each alone to find out which
        log.info("A chunk could not be validated together", exc_info=True)
    results: dict[str, list[Result]] = {}
    errors: dict[str, str] = {}
    for subject in subjects:
        try:
            results |= checked([subject], shapes, with_recommended=with_recommended)
        except Exception as error:  # the one boundary: one dataset must not keep the others back
            errors[subject.key] = f"{type(error).__name__}: {error}"
    return results, errors


def _ntriples(text: bytes) -> bytes:
    lines = filter(None, text.decode("utf-8").split("\n"))
    return "".join(f"{line.rpartition(' <')[0]} .\n" for line in lines).encode("utf-8")


def _titles(package_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    query = sa.select(model.Package.id, model.Package.name, model.Package.title).where(
        model.Package.id.in_(package_ids)
    )
    return {key: (name, title or name) for key, name, title in model.Session.execute(query)}


def _with_credentials(package_ids: Sequence[str]) -> dict[str, list[Result]]:
    """Return by dataset what is to be said of addresses with a password in them."""
    query = sa.select(model.Package.id, model.Package.url).where(model.Package.id.in_(package_ids))
    datasets: dict[str, dict[str, Any]] = {
        key: {"id": key, "url": url, "resources": []} for key, url in model.Session.execute(query)
    }
    files = sa.select(model.Resource).where(
        model.Resource.package_id.in_(package_ids), model.Resource.state == model.State.ACTIVE
    )
    for each in model.Session.scalars(files.order_by(model.Resource.position)):
        resource = {**(each.extras or {}), "id": each.id, "url": each.url}
        datasets[str(each.package_id)]["resources"].append(resource)
    return {key: list(with_credentials(dataset)) for key, dataset in datasets.items()}


def _file_names(package_ids: Sequence[str]) -> dict[str, str]:
    query = sa.select(model.Resource.id, model.Resource.name, model.Resource.url).where(
        model.Resource.package_id.in_(package_ids), model.Resource.state == model.State.ACTIVE
    )
    return {key: _file_name(name, url) for key, name, url in model.Session.execute(query)}


def _file_name(name: str | None, url: str) -> str:
    """Return what a file is called: its name, else its address unless a password is in it."""
    return name or ("" if has_user(url) else url)
