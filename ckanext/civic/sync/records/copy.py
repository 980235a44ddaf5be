"""What is stored here for a dataset that was born elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.civic.core.dataset_content import (
    LOCAL_DATASET_FIELDS,
    LOCAL_RESOURCE_FIELDS,
    ORIGIN_PREFIX,
    dataset_hash,
    origin_fields,
)

from .peer_record import PeerRecord

# Not part of a dataset's content, but worth keeping: when the publisher made and changed a file.
_KEPT_RESOURCE_FIELDS = frozenset({"created", "last_modified", "resource_type"})


def copy_of(
    dataset: Mapping[str, Any], record: PeerRecord, *, name: str, owner_org: str
) -> dict[str, Any]:
    """Return the dict that ``package_create`` and ``package_update`` store for ``dataset``.

    Ids stay as they are at the origin; files become links to the origin; groups and vocabularies
    are the peer's own affair and stay there. ``name`` is free here; ``owner_org`` is an id here.
    """
    content = {
        field: _storable(value)
        for field, value in dataset.items()
        if field not in LOCAL_DATASET_FIELDS
    }
    return content | {
        "name": name,
        "title": dataset.get("title") or record.name,
        "owner_org": owner_org,
        "tags": [{"name": tag["name"]} for tag in dataset.get("tags") or ()],
        "extras": _extras(dataset, record, name),
        "resources": [_resource(resource) for resource in dataset["resources"]],
    }


def copy_hash(copy: Mapping[str, Any]) -> str:
    """Return the content hash of a copy, as its origin would compute it.

    Only the name may differ from the origin's: where it was taken here, the copy remembers it.
    """
    name = origin_fields(copy).get("civic_origin_name") or copy["name"]
    return dataset_hash({**copy, "name": name})


def _extras(dataset: Mapping[str, Any], record: PeerRecord, name: str) -> list[dict[str, str]]:
    origin = record.origin
    assert origin is not None, "a record with a problem is never copied"
    own = {
        "civic_origin": origin.site,
        "civic_origin_id": origin.id,
        "civic_origin_hash": record.content_hash,
        "civic_origin_path": " ".join(origin.path),
        "civic_origin_graph": origin.graph,
    }
    if name != record.name:
        own["civic_origin_name"] = record.name
    published = [
        {"key": extra["key"], "value": extra["value"]}
        for extra in dataset.get("extras") or ()
        if not extra["key"].startswith(ORIGIN_PREFIX)
    ]
    return published + [{"key": key, "value": value} for key, value in own.items()]


def _resource(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {
        # CKAN guesses a type from the address where none is given: give it, even when empty.
        "mimetype": "",
        **{
            field: _storable(value)
            for field, value in resource.items()
            if field not in LOCAL_RESOURCE_FIELDS or field in _KEPT_RESOURCE_FIELDS
        },
    }


def _storable(value: Any) -> Any:
    """Return "" for None, which an update would take for "leave it as it was"."""
    return "" if value is None else value
