"""What the checks of published files measured, as lines of N-Quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ckanext.civic.core import nquads

from .. import config
from ..dqv import measurements
from ..model import Run
from . import fields


def quality_lines(resources: Iterable[Any], dataset_iri: str) -> Iterator[str]:
    """Yield the measurements of the runs whose results are published, file by file."""
    for resource in resources:
        if not fields.is_source({**(resource.extras or {}), "id": resource.id}):
            continue
        run = Run.last_published(resource.id)
        if run is None or run.finished_at is None or not run.report:
            continue
        file = f"{dataset_iri}/resource/{nquads.path_segment(resource.id)}"
        quads = measurements(run.report, file, "", run.finished_at, config.vocabulary_base())
        yield from nquads.lines(quads)
