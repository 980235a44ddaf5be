"""Councils, people and datasets for tests that run CKAN in process, on CKAN's own factories."""

from __future__ import annotations

import io
from typing import Any

from ckan.plugins import toolkit as tk
from ckan.tests import factories as core
from werkzeug.datastructures import FileStorage

# every kind of visitor that an authorisation test goes through, least first
ROLES = ("anonymous", "outsider", "member", "editor", "admin", "sysadmin")

LAMPS_CSV = "id,lamp_type,easting,northing\nL1,SON,384000,398000\nL2,LED,384010,398020\n"


def council(**fields: Any) -> dict[str, Any]:
    """Create an organization."""
    return core.Organization(**fields)


def users_of(organization: dict[str, Any]) -> dict[str, str | None]:
    """Create one user for each of ``ROLES``; return role → user name (None for anonymous).

    An outsider has an account but no role in ``organization``.
    """
    names: dict[str, str | None] = {"anonymous": None, "outsider": core.User()["name"]}
    for role in ("member", "editor", "admin"):
        name = core.User()["name"]
        act(
            "organization_member_create",
            site_user(),
            id=organization["id"],
            username=name,
            role=role,
        )
        names[role] = name
    names["sysadmin"] = core.Sysadmin()["name"]
    return names


def site_user() -> str:
    """Return the name of CKAN's own user, who may do anything."""
    return tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]


def dataset(organization: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Create a public dataset of a council."""
    return core.Dataset(owner_org=organization["id"], **fields)


def uploaded_csv(
    package: dict[str, Any],
    text: str | bytes = LAMPS_CSV,
    filename: str = "lamps.csv",
    **fields: Any,
) -> dict[str, Any]:
    """Add an uploaded file to a dataset; return the resource."""
    body = text.encode() if isinstance(text, str) else text
    return act(
        "resource_create",
        site_user(),
        package_id=package["id"],
        upload=FileStorage(io.BytesIO(body), filename),
        url=filename,
        **{"name": filename, "format": "CSV", **fields},
    )


def act(action: str, user: str | None, /, **data: Any) -> Any:
    """Call an action as ``user`` (None: an anonymous visitor), with authorisation.

    Raises what CKAN raises: NotAuthorized, ObjectNotFound, ValidationError.
    """
    return tk.get_action(action)({"user": user or ""}, data)


def token_of(user: str) -> str:
    """Return a new API token of ``user``, for the Authorization header."""
    return core.APIToken(user=user)["token"]
