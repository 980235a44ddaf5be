"""Validators for the settings of a peer."""

from __future__ import annotations

import re
from typing import Any

import ckan.plugins.toolkit as tk

from .. import config
from ..model import Peer
from ..site_address import site_address

__all__ = ["civic_sync_names", "civic_sync_organizations", "civic_sync_peer_name", "civic_sync_url"]

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
_ORGANIZATION = re.compile(r"[a-z0-9_-]{2,100}")


def civic_sync_peer_name(value: Any) -> str:
    """Accept 2 to 40 of a-z, 0-9 and - that are no peer's name yet."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise tk.Invalid(
            tk._("Use 2 to 40 small letters, digits and hyphens, no hyphen first: salford.")
        )
    if value == "add":
        raise tk.Invalid(tk._("This name is needed for a page."))
    if Peer.by_name(value):
        raise tk.Invalid(tk._("There is already a peer called {name}.").format(name=value))
    return value


def civic_sync_url(value: Any) -> str:
    """Accept the address of another portal; return it as `site_address` writes it."""
    try:
        address = site_address(value if isinstance(value, str) else "")
    except ValueError as error:
        raise tk.Invalid(tk._(str(error))) from None
    if address == config.here():
        raise tk.Invalid(tk._("This is the address of this portal itself."))
    return address


def civic_sync_organizations(value: Any) -> dict[str, str]:
    """Accept the name of an organisation for all, or an object of their name: our name."""
    mapping = {"*": value} if isinstance(value, str) else value
    if not isinstance(mapping, dict) or not all(
        (key == "*" or _is_organization(key)) and _is_organization(name)
        for key, name in mapping.items()
    ):
        raise tk.Invalid(
            tk._(
                'Give one organisation\'s name, or {"name there": "name here", "*": "all others"}.'
            )
        )
    return mapping


def civic_sync_names(value: Any) -> list[str]:
    """Accept a list of names of organisations, or one string of them with spaces between."""
    names = value.split() if isinstance(value, str) else value
    if not isinstance(names, list) or not all(_is_organization(name) for name in names):
        raise tk.Invalid(tk._("Give the names of organisations at the peer."))
    return names


def _is_organization(name: Any) -> bool:
    return isinstance(name, str) and bool(_ORGANIZATION.fullmatch(name))
