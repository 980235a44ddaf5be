"""Where in CKAN a finding is mended: the path of the form, and the field in it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from .finding import Finding, Place

# the ids of the fields in CKAN's own forms, where they have one
_OF_DATASET = {
    "title": "field-title",
    "notes": "field-notes",
    "tag_string": "field-tags",
    "license_id": "field-license",
    "owner_org": "field-organizations",
    "url": "field-url",
    "version": "field-version",
    "author": "field-author",
    "maintainer": "field-maintainer",
    "maintainer_email": "field-maintainer-email",
}
_OF_RESOURCE = {
    "name": "field-name",
    "description": "field-description",
    "format": "field-format",
    "url": "field-resource-url",
}
_OF_ORGANIZATION = {"title": "field-name"}
_CUSTOM_AT_LEAST = 3  # CKAN's form has as many custom fields, empty ones included


def form_path(
    finding: Finding,
    dataset_name: str,
    organization_name: str = "",
    *,
    extras: Sequence[str] | None = None,
) -> str:
    """Return the path of the form that mends it, below the portal's address; empty for none.

    ``extras`` are the names of the dataset's custom fields in the form's order, None when they
    are not known: then the path leads to the first custom field.
    """
    dataset = quote(dataset_name, safe="")
    if finding.place is Place.PORTAL or not finding.field:
        return ""
    if finding.place is Place.ORGANIZATION:
        organization = quote(organization_name, safe="")
        path = f"/organization/edit/{organization}" if organization else ""
        return path and _at(path, _OF_ORGANIZATION.get(finding.field))
    if finding.place is Place.RESOURCE:
        if not finding.resource_id:
            return ""
        resource = quote(finding.resource_id, safe="")
        path = f"/dataset/{dataset}/resource/{resource}/edit"
        return _at(path, _OF_RESOURCE.get(finding.field))
    if finding.field == "groups":
        return f"/dataset/groups/{dataset}"
    if finding.field == "resources":
        return f"/dataset/{dataset}/resource/new"
    anchor = _OF_DATASET.get(finding.field) or _custom(finding.field, extras)
    return _at(f"/dataset/edit/{dataset}", anchor)


def _custom(name: str, extras: Sequence[str] | None) -> str:
    """Return the id of a custom field: its value when it is there, else an empty one's name.

    CKAN's form counts those that are there from 1, and the empty ones after them from their
    number, so that one id may stand twice: the first empty one whose id is its own is taken.
    """
    if extras is None:
        return "field-extras-1-key"
    if name in extras:
        return f"field-extras-{list(extras).index(name) + 1}-value"
    count = len(extras)
    is_own = count == 0 or count + 1 < _CUSTOM_AT_LEAST
    return f"field-extras-{count + 1 if count and is_own else count}-key"


def _at(path: str, anchor: str | None) -> str:
    return f"{path}#{anchor}" if anchor else path
