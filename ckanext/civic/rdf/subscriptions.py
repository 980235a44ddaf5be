"""What CKAN tells this plugin: which datasets may look different to a stranger now."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy import event
from sqlalchemy.orm import object_session

from .logic.queue import remember, remember_now, wake_after_commit
from .logic.reasons import FACTS_CHANGED


def listen_to_commits() -> None:
    """Wake the worker after each commit that queued something."""
    if not event.contains(model.Session, "after_commit", wake_after_commit):
        event.listen(model.Session, "after_commit", wake_after_commit)


def subscriptions() -> dict[Any, list[Any]]:
    """Return the signals that this plugin receives."""
    return {
        tk.signals.ckanext.signal("civic:dataset_visibility_changed"): [visibility_changed],
        tk.signals.ckanext.signal("civic:dataset_facts_changed"): [facts_changed],
    }


def domain_object_changed(entity: Any, operation: str) -> None:
    """Queue a dataset that is about to be committed, in the same transaction."""
    if isinstance(entity, model.Package):
        session = object_session(entity) or model.Session()
        remember(session, [entity.id], f"dataset {operation}")


def group_changed(group: Any) -> None:
    """Queue the datasets of an organisation or group: its name stands in their graphs."""
    if group.is_organization:
        query = sa.select(model.Package.id).where(model.Package.owner_org == group.id)
    else:
        query = sa.select(model.Member.table_id).where(
            model.Member.group_id == group.id, model.Member.table_name == "package"
        )
    remember(model.Session, list(model.Session.scalars(query)), "organization or group changed")


def visibility_changed(sender: Any, **kwargs: Any) -> None:
    """Queue a dataset that was released or held; sent after the decision is committed."""
    package_id = kwargs.get("package_id") or (sender if isinstance(sender, str) else None)
    if package_id:
        remember_now([package_id], "visibility changed")


def facts_changed(sender: Any, **kwargs: Any) -> None:
    """Queue a dataset of which another plugin tells something else; sent after the commit."""
    package_id = kwargs.get("package_id")
    if package_id:
        remember_now([package_id], FACTS_CHANGED)
