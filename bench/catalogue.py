"""Datasets as a council has them: 3 files, 5 tags and 5 extras each, always the same."""

from __future__ import annotations

from typing import Any

THEMES = ("street lights", "parking", "spend", "allotments", "libraries", "planning", "waste")
FORMATS = (("CSV", "text/csv"), ("JSON", "application/json"), ("PDF", "application/pdf"))


def dataset_fields(number: int, owner_org: str) -> dict[str, Any]:
    """Return what ``package_create`` takes for the dataset with this number."""
    theme = THEMES[number % len(THEMES)]
    return {
        "name": f"bench-{number:05}",
        "title": f"{theme.capitalize()} of area {number}",
        "notes": f"Every record of {theme} in area {number}, as held by the council. " * 3,
        "owner_org": owner_org,
        "license_id": "uk-ogl",
        "maintainer": "Open data team",
        "maintainer_email": "open.data@council.example",
        "tags": [{"name": f"{theme} {letter}"} for letter in "abcde"],
        "extras": [
            {"key": "frequency", "value": "monthly"},
            {"key": "issued", "value": "2020-01-31"},
            {"key": "language", "value": "en"},
            {"key": "version_notes", "value": f"Version {number}"},
            {"key": "identifier", "value": f"council-{number}"},
        ],
        "resources": [
            {
                "name": f"{theme} {kind}",
                "description": f"The records of area {number} as {kind}.",
                "url": f"https://council.example/files/{number}/records.{kind.lower()}",
                "format": kind,
                "mimetype": media_type,
                "size": 10_000 + number,
            }
            for kind, media_type in FORMATS
        ],
    }


def fill(count: int) -> None:
    """Create one organization and ``count`` datasets in the CKAN of this process."""
    import ckan.plugins.toolkit as tk
    from ckan.lib import search

    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    context = {"user": user, "ignore_auth": True}
    tk.get_action("organization_create")(dict(context), {"name": "council", "title": "Council"})
    tk.config["ckan.search.solr_commit"] = False
    for number in range(count):
        tk.get_action("package_create")(
            {**context, "return_id_only": True}, dataset_fields(number, "council")
        )
    tk.config["ckan.search.solr_commit"] = True
    search.commit()
