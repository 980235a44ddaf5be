"""The files that harmonise makes, as resources beside the file they were made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage

from ckanext.civic.core.errors import Place

from ..errors import HarmoniseError
from . import fields, stored_file


@dataclass(frozen=True)
class Kind:
    """A kind of output: its id in ``civic_output``, and how it is shown."""

    id: str
    name: str
    description: str
    format: str
    mimetype: str


KINDS = (
    Kind(
        "canonical-csv",
        "Harmonised table (CSV)",
        "The same rows in the columns, codes and coordinates that all councils share.",
        "CSV",
        "text/csv",
    ),
    Kind(
        "csvw",
        "Description of the columns (CSVW)",
        "What each column of the harmonised table means, for programs.",
        "JSON",
        "application/csvm+json",
    ),
    Kind(
        "nquads",
        "Linked data (N-Quads)",
        "Each row as a thing with its own web address.",
        "N-Quads",
        "application/n-quads",
    ),
)


COMPANION = "companion-"  # start of the kinds of tables that the main one needs
_COMPANION_NAMES = {
    "concepts": "Words of the council's own (CSV)",
    "data-set": "Description of the statistics (CSV)",
    "ended": "Things that are no more (CSV)",
}


@dataclass(frozen=True)
class Plan:
    """What a dataset's resources will be, and whether that differs from what they are."""

    resources: list[dict[str, Any]]
    changed: bool


def plan(
    resources: list[dict[str, Any]],
    source: Mapping[str, Any],
    model: str,
    files: Mapping[str, Path],
    limit_bytes: int,
) -> Plan:
    """Lay the outputs in ``files`` (by kind id) over a dataset's ``resources``.

    An output that is stored already, byte for byte, is left alone. Raises HarmoniseError when a
    file is larger than ``limit_bytes``, so that nothing is stored.
    """
    planned = [dict(resource) for resource in resources]
    gone = [one for one in planned if _is_gone(one, source, files)]
    planned = [one for one in planned if one not in gone]
    changed = bool(gone)
    for kind in map(kind_of, files):
        own = [r for r in planned if _is_output(r, kind, source)]
        for duplicate in own[1:]:
            planned.remove(duplicate)
            changed = True
        path = files[kind.id]
        sha256 = stored_file.sha256_of_path(path)
        if own and _is_stored(own[0], model, sha256):
            continue
        changed = True
        _refuse_over_limit(path, limit_bytes)
        wanted = _fields(kind, source, model, path, sha256)
        if own:
            planned[planned.index(own[0])] = {**own[0], **wanted}
        else:
            planned.append({
                "name": kind.name,
                "description": f"{kind.description} Made from “{_title(source)}”.",
                **wanted,
            })  # fmt: skip
    return Plan(planned, changed)


def of_source(resources: list[dict[str, Any]], source_id: str) -> list[dict[str, Any]]:
    """Return the outputs of a source, in the order of `KINDS`, then companions by kind."""
    by_kind = {r[fields.OUTPUT]: r for r in resources if r.get(fields.OUTPUT_OF) == source_id}
    main = [kind.id for kind in KINDS]
    order = [*main, *sorted(id for id in by_kind if id.startswith(COMPANION))]
    return [by_kind[id] for id in order if id in by_kind]


def published(made: Mapping[str, str], folder: Path) -> dict[str, Path]:
    """Return the files that everybody may have, by kind, of all that a run ``made``."""
    main = [kind.id for kind in KINDS]
    wanted = [*main, *sorted(id for id in made if id.startswith(COMPANION))]
    return {id: folder / made[id] for id in wanted}


def kind_of(id: str) -> Kind:
    """Return a kind by its id."""
    known = next((kind for kind in KINDS if kind.id == id), None)
    if known:
        return known
    name = id.removeprefix(COMPANION)
    title = _COMPANION_NAMES.get(name, f"{name.replace('-', ' ').capitalize()} (CSV)")
    return Kind(id, title, "Belongs to the harmonised table.", "CSV", "text/csv")


def _is_gone(
    resource: Mapping[str, Any], source: Mapping[str, Any], files: Mapping[str, Path]
) -> bool:
    kind = str(resource.get(fields.OUTPUT) or "")
    is_own = resource.get(fields.OUTPUT_OF) == source["id"]
    return is_own and kind.startswith(COMPANION) and kind not in files


def _is_output(resource: Mapping[str, Any], kind: Kind, source: Mapping[str, Any]) -> bool:
    return resource.get(fields.OUTPUT) == kind.id and resource.get(fields.OUTPUT_OF) == source["id"]


def _is_stored(resource: Mapping[str, Any], model: str, sha256: str) -> bool:
    """Look at the bytes too: a run that was killed may have written a file and not its hash."""
    return (
        resource.get("hash") == sha256
        and resource.get(fields.MODEL) == model
        and stored_file.sha256_of(resource) == sha256
    )


def _fields(
    kind: Kind, source: Mapping[str, Any], model: str, path: Path, sha256: str
) -> dict[str, Any]:
    return {
        "url": path.name,
        "url_type": "upload",
        "upload": FileStorage(path.open("rb"), filename=path.name, content_type=kind.mimetype),
        "format": kind.format,
        "mimetype": kind.mimetype,
        "hash": sha256,
        fields.OUTPUT: kind.id,
        fields.OUTPUT_OF: source["id"],
        fields.MODEL: model,
    }


def _refuse_over_limit(path: Path, limit_bytes: int) -> None:
    size_bytes = path.stat().st_size
    if size_bytes > limit_bytes:
        raise HarmoniseError(
            f"The result has {size_bytes} bytes, more than the {limit_bytes} that this portal "
            "stores.",
            place=Place(file=path.name, step="store"),
            advice="Ask the portal's operator to raise ckan.max_resource_size.",
        )


def _title(source: Mapping[str, Any]) -> str:
    return str(source.get("name") or stored_file.file_name(source))
