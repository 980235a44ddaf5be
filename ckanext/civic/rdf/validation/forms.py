"""Where in CKAN a finding is mended: the path of the form, and the field in it."""

from __future__ import annotations

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
}


def form_path(finding: Finding, dataset_name: str, organization_name: str = "") -> str:
    """Return the path of the form that mends it, below the portal's address; empty for none."""
    dataset = quote(dataset_name, safe="")
    if finding.place is Place.PORTAL or not finding.field:
        return ""
    if finding.place is Place.ORGANIZATION:
        return (
            f"/organization/edit/{quote(organization_name, safe='')}" if organization_name else ""
        )
    if finding.place is Place.RESOURCE:
        if not finding.resource_id:
            return ""
        resource = quote(finding.resource_id, safe="")
        anchor = _OF_RESOURCE.get(finding.field)
        return f"/dataset/{dataset}/resource/{resource}/edit" + (f"#{anchor}" if anchor else "")
    if finding.field == "groups":
        return f"/dataset/groups/{dataset}"
    if finding.field == "resources":
        return f"/dataset/{dataset}/resource/new"
    anchor = _OF_DATASET.get(finding.field)
    return f"/dataset/edit/{dataset}" + (f"#{anchor}" if anchor else "")
