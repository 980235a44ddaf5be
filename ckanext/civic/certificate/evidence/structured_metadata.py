"""Which properties software can read (documentationMetadata and distributionMetadata).

CKAN serves its record as JSON, and with ckanext-dcat as DCAT; a property counts when its field is
filled in. For files it counts when every file has it.
Source: https://docs.ckan.org/projects/ckanext-dcat/, mapping of fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .base import DatasetFacts, Evidence

# answer -> fields, any of which will do
OF_DATASET: Mapping[str, Sequence[str]] = {
    "title": ("title",),
    "description": ("notes",),
    "issued": ("issued", "metadata_created"),
    "modified": ("modified", "metadata_modified"),
    "accrualPeriodicity": ("frequency", "update_frequency", "accrual_periodicity"),
    "identifier": ("identifier", "id"),
    "landingPage": ("url",),
    "language": ("language",),
    "publisher": ("organization", "publisher", "publisher_name"),
    "spatial": ("spatial", "spatial_uri", "spatial_text", "spatial_code", "spatial_coverage"),
    "temporal": ("temporal_start", "temporal_end", "temporal_coverage"),
    "theme": ("theme", "groups"),
    "keyword": ("tags",),
    "distribution": ("resources",),
}
OF_FILE: Mapping[str, Sequence[str]] = {
    "title": ("name",),
    "description": ("description",),
    "issued": ("issued", "created"),
    "modified": ("modified", "last_modified", "metadata_modified"),
    "rights": ("license", "rights"),
    "accessURL": ("access_url", "url"),
    "downloadURL": ("download_url", "url"),
    "byteSize": ("size",),
    "mediaType": ("mimetype",),
}


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Tick each property whose field is filled in."""
    ticked = [answer for answer, fields in OF_DATASET.items() if facts.first(*fields)]
    if ticked:
        sentence = f"{len(ticked)} of {len(OF_DATASET)} properties of the dataset are filled in."
        yield facts.fact("documentationMetadata", ticked, sentence, ", ".join(ticked))
    files = facts.resources
    ticked = [
        answer
        for answer, fields in OF_FILE.items()
        if files and all(_has(resource, fields) for resource in files)
    ]
    if facts.value("license_url") and files and "rights" not in ticked:
        ticked.append("rights")  # ckanext-dcat gives the dataset's licence to each file
    if ticked:
        sentence = f"{len(ticked)} of {len(OF_FILE)} properties of every file are filled in."
        yield facts.fact("distributionMetadata", ticked, sentence, "resources")


def _has(resource: Mapping[str, Any], fields: Sequence[str]) -> bool:
    return any(resource.get(name) for name in fields)
