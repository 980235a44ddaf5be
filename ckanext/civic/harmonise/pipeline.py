"""From a publisher's file to canonical CSV, CSVW metadata and N-Quads, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import HarmoniseError
from .report import Report

if TYPE_CHECKING:
    from .crosswalks import Crosswalk


@dataclass(frozen=True)
class Names:
    """Where things live on the web.

    ``uri_base`` and ``vocabulary_base`` are site addresses without a slash at the end;
    ``council`` and ``dataset`` are CKAN names.
    """

    uri_base: str
    vocabulary_base: str
    council: str
    dataset: str


def harmonise(
    source: Path,
    crosswalk: Crosswalk,
    names: Names,
    out: Path,
    *,
    original_name: str | None = None,
) -> Report:
    """Map ``source`` to the crosswalk's model and write the result into the folder ``out``.

    Writes ``{stem}.csv`` (canonical), ``{stem}.csv-metadata.json`` (CSVW), ``{stem}.nq`` and,
    when rows were quarantined, ``{stem}.quarantine.csv``; ``stem`` comes from ``original_name``
    or else from ``source``. Nothing appears in ``out`` unless everything was written.
    Raises HarmoniseError when the file as a whole cannot be read or mapped.
    """
    raise HarmoniseError("Harmonising is being built.")
