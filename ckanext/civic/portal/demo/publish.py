"""A council officer's work: describe a dataset, upload its files, harmonise, have it released.

Every step looks first whether it is done, so that a second run writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ckanext.civic.core.canonical import sha256_hex

from .accounts import CouncilPeople
from .api import ActionError
from .catalogue import CatalogueDataset, CatalogueFile
from .left_out import content_to_upload

HELD_BY_HAND = "reviewer-held"  # the gate's rule for a person's decision
RELEASE_REASON = "Checked by the reviewer: open licence, no personal data."


@dataclass
class Published:
    """What became of one dataset; ``reports`` are harmonise's, by file name."""

    dataset: CatalogueDataset
    id: str
    creates: int = 0
    updates: int = 0
    is_released: bool = False
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def publish(people: CouncilPeople, dataset: CatalogueDataset, data: Path) -> Published:
    """Bring one dataset of the catalogue onto its council's portal and, unless held, release it."""
    published = _ensure_dataset(people, dataset)
    changed = published.creates + published.updates
    for file in dataset.files:
        try:
            changed += _ensure_file(people, published, file, data)
        except ActionError as error:
            published.errors.append(f"{file.path}: {error}")
    if not dataset.is_held and not published.errors:
        changed += _release(people, published)
    if changed and not published.creates:
        published.updates = 1
    return published


def _release(people: CouncilPeople, published: Published) -> bool:
    """Have the reviewer release the dataset, but never what somebody held back by hand."""
    decision = people.reviewer.action("civic_gate_dataset_show", id=published.id)
    if decision["rule"] == HELD_BY_HAND:
        return False
    answer = people.reviewer.action(
        "civic_gate_dataset_release", id=published.id, reason=RELEASE_REASON
    )
    published.is_released = True
    return bool(answer.get("changed"))


def _ensure_dataset(people: CouncilPeople, dataset: CatalogueDataset) -> Published:
    existing = people.publisher.find("package_show", id=dataset.name)
    if existing is None:
        created = people.publisher.action("package_create", **dataset.fields)
        return Published(dataset, created["id"], creates=1)
    published = Published(dataset, existing["id"])
    if not _says(existing, dataset.fields):
        people.publisher.action("package_patch", id=existing["id"], **dataset.fields)
        published.updates = 1
    return published


def _says(existing: dict[str, Any], fields: dict[str, Any]) -> bool:
    """Tell whether the portal's dataset already has all of ``fields``."""
    for name, value in fields.items():
        if name == "owner_org":
            found, wanted = existing["organization"]["name"], value
        elif name == "tags":
            found = sorted(tag["name"] for tag in existing["tags"])
            wanted = sorted(tag["name"] for tag in value)
        elif name == "extras":
            found = sorted((extra["key"], extra["value"]) for extra in existing["extras"])
            wanted = sorted((extra["key"], extra["value"]) for extra in value)
        else:
            found, wanted = existing.get(name), value
        if found != wanted:
            return False
    return True


def _ensure_file(
    people: CouncilPeople, published: Published, file: CatalogueFile, data: Path
) -> bool:
    resource, is_new = _ensure_resource(people, published, file, data / file.path)
    if not file.crosswalk:
        return is_new
    report = people.publisher.action("civic_harmonise_resource_run", id=resource["id"])
    published.reports[file.path] = report
    return is_new or bool(report.get("changed"))


def _ensure_resource(
    people: CouncilPeople, published: Published, file: CatalogueFile, path: Path
) -> tuple[dict[str, Any], bool]:
    content = content_to_upload(path, file.left_out)
    wanted = {"name": file.name, "format": file.format, "hash": sha256_hex(content)}
    if file.crosswalk:
        wanted["civic_crosswalk"] = file.crosswalk
        wanted["civic_release"] = "new-period"  # the sample and real files replace one another
    shown = people.publisher.action("package_show", id=published.id)
    found = [resource for resource in shown["resources"] if resource["name"] == file.name]
    if not found:
        resource = people.publisher.upload(
            "resource_create", path.name, content, package_id=published.id, **wanted
        )
        return resource, True
    if all(found[0].get(name) == value for name, value in wanted.items()):
        return found[0], False
    updated = people.publisher.upload(
        "resource_update", path.name, content, id=found[0]["id"], **wanted
    )
    return updated, True
