"""The organisation here that owns a copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckan.types import Context

from .settings import PeerSettings

ALL_OTHERS = "*"


class Organizations:
    """Finds the owner of a peer's copies, and makes it on first sight."""

    def __init__(self, peer: PeerSettings, context: Callable[[], Context]) -> None:
        self._peer = peer
        self._context = context
        self._ids: dict[str, str] = {}

    def id_for(self, dataset: Mapping[str, Any]) -> str:
        """Return the id of the organisation for a dataset of the peer.

        That is the one which the peer's settings name, else the one with the same name as at the
        peer; a dataset without an organisation goes to one that is named after the peer.
        Raises ValidationError when it cannot be made.
        """
        theirs = dataset.get("organization") or {}
        there = theirs.get("name") or ""
        mapping = self._peer.organizations
        here = mapping.get(there) or mapping.get(ALL_OTHERS) or there or self._peer.name
        if here not in self._ids:
            self._ids[here] = _existing_id(here) or self._create(here, theirs)
        return self._ids[here]

    def _create(self, name: str, theirs: Mapping[str, Any]) -> str:
        is_theirs = theirs.get("name") == name
        organization = {
            "name": name,
            "title": theirs.get("title") or name if is_theirs else self._peer.title,
            "description": theirs.get("description") or "" if is_theirs else "",
        }
        return tk.get_action("organization_create")(self._context(), organization)["id"]


def _existing_id(name: str) -> str | None:
    query = sa.select(model.Group.id).where(
        model.Group.name == name, model.Group.is_organization, model.Group.state == "active"
    )
    return model.Session.scalars(query).first()
