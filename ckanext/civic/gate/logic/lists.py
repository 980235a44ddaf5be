"""CKAN's lists that read the database past the permission labels, without what is held."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from .. import register
from ..decision.rules import RELEASED
from ..enforcement.existence import require_readable
from ..model import GateRelease

__all__ = [
    "format_autocomplete",
    "member_list",
    "package_autocomplete",
    "package_list",
    "resource_search",
    "tag_autocomplete",
    "tag_list",
    "tag_search",
    "tag_show",
    "task_status_show",
]


@tk.chained_action
@tk.side_effect_free
def package_list(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Leave out what is not released, also where CKAN's private flag is out of step."""
    listed = next_action(context, data_dict)
    column = model.Package.id if context.get("api_version") == 2 else model.Package.name
    query = sa.select(column).where(column.in_(listed), _is_released(model.Package.id))
    released = set(model.Session.execute(query).scalars())
    return [key for key in listed if key in released]


@tk.chained_action
@tk.side_effect_free
def package_autocomplete(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Leave out what an outdated index still calls public: core asks it past package_search."""
    found = next_action(context, data_dict)
    names = [match["name"] for match in found]
    query = sa.select(model.Package.name).where(model.Package.name.in_(names), _is_visible(context))
    visible = set(model.Session.execute(query).scalars())
    return [
        match for match in found if match["name"] in visible or _may_read(context, match["name"])
    ]


@tk.chained_action
@tk.side_effect_free
def resource_search(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Leave out the resources of datasets that are not released."""
    found = next_action(context, data_dict)
    resources = found["results"]
    released = register.released_among(
        model.Session, {_package_id_of(resource) for resource in resources}
    )
    found["results"] = [r for r in resources if _package_id_of(r) in released]
    found["count"] -= len(resources) - len(found["results"])
    return found


@tk.chained_action
@tk.side_effect_free
def member_list(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Leave out the datasets that the caller may not see."""
    members = next_action(context, data_dict)
    datasets = {member_id for member_id, kind, _capacity in members if kind == "package"}
    hidden = {package_id for package_id in datasets if not _may_read(context, package_id)}
    return [member for member in members if member[0] not in hidden]


@tk.chained_action
@tk.side_effect_free
def task_status_show(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Answer as if absent when the task is about a dataset that the caller may not see."""
    status = next_action(context, data_dict)
    if status.get("entity_type") in ("dataset", "package"):
        require_readable(context, status["entity_id"])
    elif status.get("entity_type") == "resource":
        resource = model.Resource.get(status["entity_id"])
        require_readable(context, resource.package_id if resource else None)
    return status


@tk.chained_action
@tk.side_effect_free
def tag_list(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Leave out tags that only datasets which the caller may not see carry."""
    tags = next_action(context, data_dict)
    names = [tag["name"] if isinstance(tag, dict) else tag for tag in tags]
    visible = _visible_tags(context, names)
    return [tag for tag, name in zip(tags, names, strict=True) if name in visible]


@tk.chained_action
@tk.side_effect_free
def tag_search(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Leave out tags that only datasets which the caller may not see carry."""
    found = next_action(context, data_dict)
    visible = _visible_tags(context, [tag["name"] for tag in found["results"]])
    kept = [tag for tag in found["results"] if tag["name"] in visible]
    return {"count": found["count"] - len(found["results"]) + len(kept), "results": kept}


@tk.chained_action
@tk.side_effect_free
def tag_autocomplete(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Leave out tags that only datasets which the caller may not see carry."""
    names = next_action(context, data_dict)
    visible = _visible_tags(context, names)
    return [name for name in names if name in visible]


@tk.chained_action
@tk.side_effect_free
def tag_show(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Answer as if absent when only datasets which the caller may not see carry the tag."""
    tag = next_action(context, data_dict)
    if tag["vocabulary_id"] or context.get("ignore_auth") or _is_sysadmin(context):
        return tag
    seen = _tags_in_use(context, model.Tag.id == tag["id"])
    if model.Session.execute(seen).first() is None:
        raise tk.ObjectNotFound()
    return tag


@tk.chained_action
@tk.side_effect_free
def format_autocomplete(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Leave out formats that only datasets which the caller may not see use."""
    formats = next_action(context, data_dict)
    lowered = sa.func.lower(model.Resource.format)
    query = sa.select(lowered).where(
        lowered.in_(formats), model.Resource.state == "active", model.Package.id.isnot(None)
    )
    query = query.join(model.Package, model.Package.id == model.Resource.package_id)
    visible = set(model.Session.execute(query.where(_is_visible(context))).scalars())
    return [name for name in formats if name in visible]


def _visible_tags(context: Any, names: list[str]) -> set[str]:
    """Return those of ``names`` that are vocabulary terms or on a dataset the caller may see."""
    terms = sa.select(model.Tag.name).where(
        model.Tag.name.in_(names), model.Tag.vocabulary_id.isnot(None)
    )
    used = _tags_in_use(context, model.Tag.name.in_(names))
    return set(model.Session.execute(sa.union(terms, used)).scalars())


def _tags_in_use(context: Any, condition: Any) -> Any:
    """Return the query for the names of tags on datasets that the caller may see."""
    return (
        sa.select(model.Tag.name)
        .join(model.PackageTag, model.PackageTag.tag_id == model.Tag.id)
        .join(model.Package, model.Package.id == model.PackageTag.package_id)
        .where(condition, model.PackageTag.state == "active", _is_visible(context))
    )


def _is_visible(context: Any) -> Any:
    """Return the SQL condition on ``model.Package`` for released or of the caller's team."""
    if context.get("ignore_auth") or _is_sysadmin(context):
        return sa.true()
    user = context.get("user")
    teams = (
        tk.get_action("organization_list_for_user")({"user": user}, {"permission": "read"})
        if user
        else []
    )
    return sa.or_(
        _is_released(model.Package.id),
        model.Package.owner_org.in_([team["id"] for team in teams]),
    )


def _is_released(package_id: Any) -> Any:
    table: Any = GateRelease.__table__
    return package_id.in_(
        sa.select(table.c.package_id).where(
            table.c.state == RELEASED, table.c.content_hash == table.c.current_hash
        )
    )


def _may_read(context: Any, package_id: str) -> bool:
    try:
        require_readable(context, package_id)
    except tk.ObjectNotFound:
        return False
    return True


def _is_sysadmin(context: Any) -> bool:
    user = model.User.get(context.get("user")) if context.get("user") else None
    return bool(user and user.sysadmin)


def _package_id_of(resource: dict[str, Any]) -> str:
    return resource["package_id"]
