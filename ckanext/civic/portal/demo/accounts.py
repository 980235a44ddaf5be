"""The demo's people: in each council one officer who publishes and one who reviews."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from ..stack import Portal, Stack
from .api import PortalApi
from .catalogue import Council


@dataclass(frozen=True)
class CouncilPeople:
    """A council's portal as each of its people, and as a visitor, uses it."""

    publisher: PortalApi
    reviewer: PortalApi
    visitor: PortalApi


def administrator(stack: Stack, portal: Portal) -> PortalApi:
    """Return the portal as its system administrator uses it."""
    return PortalApi(portal.url, stack.token(portal.name, "admin"))


def ensure_people(stack: Stack, portal: Portal, council: Council) -> CouncilPeople:
    """Make the council's organisation and its two officers, unless they are there already."""
    admin = administrator(stack, portal)
    _ensure_organization(admin, council)
    people = {}
    for role, capacity in (("publisher", "editor"), ("reviewer", "admin")):
        user = f"{council.name}-{role}"
        _ensure_user(admin, user, f"{council.title}: {role}")
        _ensure_member(admin, council.name, user, capacity)
        people[role] = PortalApi(portal.url, stack.token(portal.name, user))
    return CouncilPeople(**people, visitor=PortalApi(portal.url))


def _ensure_organization(admin: PortalApi, council: Council) -> None:
    if admin.find("organization_show", id=council.name) is None:
        admin.action(
            "organization_create",
            name=council.name,
            title=council.title,
            description=council.notes,
        )


def _ensure_user(admin: PortalApi, name: str, fullname: str) -> None:
    if admin.find("user_show", id=name) is None:
        admin.action(
            "user_create",
            name=name,
            fullname=fullname,
            email=f"{name}@council.example",
            password=secrets.token_urlsafe(24),
        )


def _ensure_member(admin: PortalApi, organization: str, user: str, capacity: str) -> None:
    members = admin.action("member_list", id=organization, object_type="user")
    user_id = admin.action("user_show", id=user)["id"]
    if not any(member[0] == user_id for member in members):
        admin.action("organization_member_create", id=organization, username=user, role=capacity)
