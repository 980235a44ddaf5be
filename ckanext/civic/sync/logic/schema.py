"""What the actions accept."""

from __future__ import annotations

from ckan.logic.schema import validator_args
from ckan.types import Schema


@validator_args
def peer_create(  # type: ignore[no-untyped-def]
    not_empty,
    ignore_empty,
    ignore_missing,
    unicode_safe,
    boolean_validator,
    civic_sync_peer_name,
    civic_sync_url,
    civic_sync_organizations,
    civic_sync_names,
    ignore,
) -> Schema:
    """Accept the settings of a new peer."""
    return {
        "name": [not_empty, civic_sync_peer_name],
        "url": [not_empty, civic_sync_url],
        "title": [ignore_empty, unicode_safe],
        "organization": [ignore_empty, civic_sync_organizations],
        "only_organizations": [ignore_empty, civic_sync_names],
        "relayed": [ignore_missing, boolean_validator],
        "__extras": [ignore],
    }


@validator_args
def peer_update(  # type: ignore[no-untyped-def]
    not_empty,
    ignore_missing,
    ignore_empty,
    unicode_safe,
    boolean_validator,
    one_of,
    civic_sync_organizations,
    civic_sync_names,
    ignore,
) -> Schema:
    """Accept new settings of a peer; name and address are its identity and stay."""
    return {
        "name": [not_empty, unicode_safe],
        "title": [ignore_empty, unicode_safe],
        "organization": [ignore_missing, civic_sync_organizations],
        "only_organizations": [ignore_missing, civic_sync_names],
        "relayed": [ignore_missing, boolean_validator],
        "state": [ignore_empty, one_of(["active", "paused"])],
        "__extras": [ignore],
    }


@validator_args
def peer_name(not_empty, unicode_safe, ignore) -> Schema:  # type: ignore[no-untyped-def]
    """Accept the name of a peer."""
    return {"name": [not_empty, unicode_safe], "__extras": [ignore]}


@validator_args
def peer_url(not_empty, civic_sync_url, ignore) -> Schema:  # type: ignore[no-untyped-def]
    """Accept the address of a portal that may become a peer."""
    return {"url": [not_empty, civic_sync_url], "__extras": [ignore]}


@validator_args
def peer_delete(  # type: ignore[no-untyped-def]
    not_empty, unicode_safe, ignore_empty, one_of, ignore
) -> Schema:
    """Accept the name of a peer and what becomes of its copies."""
    return {
        "name": [not_empty, unicode_safe],
        "copies": [ignore_empty, one_of(["keep", "remove"])],
        "__extras": [ignore],
    }


@validator_args
def peer_pull(  # type: ignore[no-untyped-def]
    not_empty, unicode_safe, ignore_missing, boolean_validator, ignore
) -> Schema:
    """Accept the name of a peer, and whether the mass-delete brake is off."""
    return {
        "name": [not_empty, unicode_safe],
        "force": [ignore_missing, boolean_validator],
        "__extras": [ignore],
    }


@validator_args
def run_list(  # type: ignore[no-untyped-def]
    ignore_empty, unicode_safe, natural_number_validator, default, ignore
) -> Schema:
    """Accept the name of a peer (all when empty) and how many runs are wanted."""
    return {
        "name": [ignore_empty, unicode_safe],
        "limit": [default(50), natural_number_validator],
        "__extras": [ignore],
    }


@validator_args
def id_(not_empty, unicode_safe, ignore) -> Schema:  # type: ignore[no-untyped-def]
    """Accept an id."""
    return {"id": [not_empty, unicode_safe], "__extras": [ignore]}
