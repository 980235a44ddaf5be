"""What a dataset *is*, apart from where and when it is stored.

The gate binds an approval to this, and sync compares portals by it, so that "the version that was
approved", "the version that was published" and "the version that the hub holds" are one hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .canonical import content_hash

# Fields of a copy that say where it came from (docs/explanation/architecture.md).
ORIGIN_PREFIX = "civic_origin"
ORIGIN_FIELDS = tuple(
    ORIGIN_PREFIX + ending for ending in ("", "_id", "_hash", "_path", "_graph", "_name")
)

# Set by each portal for itself, or derived from other fields.
LOCAL_DATASET_FIELDS = frozenset({
    "creator_user_id", "groups", "isopen", "license_title", "license_url", "metadata_created",
    "metadata_modified", "num_resources", "num_tags", "organization", "owner_org", "plugin_data",
    "private", "relationships_as_object", "relationships_as_subject", "state",
    "tracking_summary",
})  # fmt: skip
LOCAL_RESOURCE_FIELDS = frozenset({
    "cache_last_updated", "cache_url", "created", "datastore_active",
    "datastore_contains_all_records_of_source_file", "has_views", "last_modified",
    "metadata_modified", "mimetype_inner", "on_same_domain", "package_id", "position",
    "resource_type", "state", "tracking_summary", "url_type",
})  # fmt: skip


def dataset_content(dataset: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of a dataset as ``package_show`` gives it.

    Empty values are left out; tags and extras are sorted, resources keep their order. A copy on
    another portal gives the same content as its original.
    """
    content = {
        name: value
        for name, value in dataset.items()
        if name not in LOCAL_DATASET_FIELDS and not _is_empty(value)
    }
    # CKAN takes the name for the title where none is given, but only on creation.
    content["title"] = dataset.get("title") or dataset.get("name")
    content["tags"] = sorted(tag["name"] for tag in dataset.get("tags") or ())
    content["extras"] = sorted(
        [extra["key"], extra["value"]]
        for extra in dataset.get("extras") or ()
        if not extra["key"].startswith(ORIGIN_PREFIX) and not _is_empty(extra["value"])
    )
    content["resources"] = [_resource_content(r) for r in dataset.get("resources") or ()]
    return content


def dataset_hash(dataset: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content of a dataset as ``package_show`` gives it."""
    return content_hash(dataset_content(dataset))


def origin_fields(dataset: Mapping[str, Any]) -> dict[str, str]:
    """Return the ``civic_origin…`` extras of a copy by name; empty for a portal's own dataset."""
    return {
        extra["key"]: extra["value"]
        for extra in dataset.get("extras") or ()
        if extra["key"].startswith(ORIGIN_PREFIX)
    }


def _resource_content(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in resource.items()
        if name not in LOCAL_RESOURCE_FIELDS and not _is_empty(value)
    }


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}
