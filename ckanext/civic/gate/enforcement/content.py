"""The content hash of a dataset as it is stored now."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.civic.core.dataset_content import dataset_hash


def content_hash_of(package_id: str) -> str:
    """Return the content hash of a dataset from the database, past the search index's copy.

    Sees what this session has flushed. The same in every request, whatever its language: CKAN
    puts the language of the request into the address of an uploaded file.
    """
    dataset: dict[str, Any] = dict(
        tk.get_action("package_show")(
            {"ignore_auth": True, "use_cache": False, "user": ""}, {"id": package_id}
        )
    )
    dataset["resources"] = [
        _without_language(resource, dataset["type"]) for resource in dataset["resources"]
    ]
    return dataset_hash(dataset)


def _without_language(resource: dict[str, Any], dataset_type: str) -> dict[str, Any]:
    if resource.get("url_type") != "upload":
        return resource
    url = tk.url_for(
        f"{dataset_type}_resource.download",
        id=resource["package_id"],
        resource_id=resource["id"],
        filename=resource["url"].rsplit("/", 1)[-1],
        qualified=True,
        locale="default",
    )
    return {**resource, "url": url}
