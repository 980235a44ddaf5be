"""The demo's catalogue as objects: which council publishes which files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ckanext.civic.core.errors import CivicError, Place

CATALOGUE = Path(__file__).with_name("catalogue.yaml")


@dataclass(frozen=True)
class CatalogueFile:
    """One file of a dataset; ``path`` is relative to the data folder.

    The council takes the columns in ``left_out`` out of the file before it uploads the rest.
    """

    path: str
    name: str
    format: str
    crosswalk: str | None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class CatalogueDataset:
    """One dataset: ``fields`` are CKAN's metadata, ``canary`` a value that must stay inside."""

    council: str
    fields: dict[str, Any]
    files: tuple[CatalogueFile, ...]
    is_held: bool
    canary: str | None

    @property
    def name(self) -> str:
        return self.fields["name"]

    @property
    def title(self) -> str:
        return self.fields["title"]


@dataclass(frozen=True)
class Council:
    """One council with its datasets; ``name`` is its portal's and its organisation's name."""

    name: str
    title: str
    notes: str
    datasets: tuple[CatalogueDataset, ...]


@cache
def load_councils() -> tuple[Council, ...]:
    """Return the councils of the catalogue, in the order of the file."""
    document = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    return tuple(
        Council(
            name=name,
            title=entry["title"],
            notes=entry["notes"],
            datasets=tuple(
                _dataset(name, entry, dataset, document["defaults"])
                for dataset in entry["datasets"]
            ),
        )
        for name, entry in document["councils"].items()
    )


def datasets_with_files(council: Council, data: Path) -> list[CatalogueDataset]:
    """Return the datasets of ``council`` for which ``data`` has every file.

    A folder may hold only some of them: a council publishes what it has.
    """
    return [
        dataset
        for dataset in council.datasets
        if all((data / file.path).is_file() for file in dataset.files)
    ]


def require_data(data: Path) -> Path:
    """Return ``data`` when the demo can use it; raises CivicError when it holds no known file."""
    if not data.is_dir():
        raise CivicError("There is no such folder.", place=Place(file=str(data)))
    if not any(datasets_with_files(council, data) for council in load_councils()):
        raise CivicError(
            "The folder holds none of the files of the demo's catalogue.",
            place=Place(file=str(data)),
            advice="Leave out --data to use the sample that the demo makes itself.",
        )
    return data


def _dataset(
    council: str, entry: dict[str, Any], dataset: dict[str, Any], defaults: dict[str, Any]
) -> CatalogueDataset:
    contact, email = entry["contact"]
    fields = {
        **defaults,
        "name": f"{council}-{dataset['name']}",
        "title": dataset["title"],
        "notes": dataset["notes"],
        "owner_org": council,
        "author": entry["title"],
        "maintainer": contact,
        "maintainer_email": email,
        "tags": [{"name": tag} for tag in dataset["tags"]],
        "extras": [
            {"key": key, "value": str(value)} for key, value in dataset.get("extras", {}).items()
        ],
    }
    files = tuple(
        CatalogueFile(
            path=file["path"],
            name=file["name"],
            format=file["format"],
            crosswalk=file.get("civic_crosswalk"),
            left_out=tuple(file.get("leave_out", ())),
        )
        for file in dataset["resources"]
    )
    return CatalogueDataset(
        council, fields, files, dataset.get("held", False), dataset.get("canary")
    )
