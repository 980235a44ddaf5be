"""The gate's actions: show, release, hold, list."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.civic.core import clock

from .. import config, register
from ..decision.rules import HELD, RELEASED, Rule
from ..enforcement import files, index, visibility
from ..enforcement.acting import reviewer_of
from ..enforcement.content import content_hash_of
from ..enforcement.labels import decision_on
from . import queue, schema

__all__ = [
    "civic_gate_dataset_hold",
    "civic_gate_dataset_list",
    "civic_gate_dataset_release",
    "civic_gate_dataset_show",
]


@tk.side_effect_free
def civic_gate_dataset_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say whether the public may see a dataset, and who decided that, when and why.

    :param id: id or name of the dataset
    :returns: ``{id, state, allowed, reason, rule, reviewer, reviewer_id, decided_at,
        content_hash, approved_hash, is_index_stale, history}``; ``content_hash`` is that of the
        present content, ``approved_hash`` that of the released version (None while held);
        ``history`` lists the log's entries, newest first. Times are ISO 8601 UTC.
    """
    tk.check_access("civic_gate_dataset_show", context, data_dict)
    data = _validated(data_dict, schema.show_schema(), context)
    dataset = _dataset(data["id"])
    return {**_shown(dataset, content_hash_of(dataset.id)), "history": _history(dataset.id)}


def civic_gate_dataset_release(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Let the public see the present version of a dataset, and no other.

    :param id: id or name of the dataset
    :param reason: why it may be public, for the log
    :param content_hash: the version that the reviewer looked at (optional); when the dataset has
        changed since, nothing is released
    :returns: as ``civic_gate_dataset_show`` without ``history``, with ``changed`` (false when this
        version was released already) and ``indexed`` (false when the search index is down)
    """
    tk.check_access("civic_gate_dataset_release", context, data_dict)
    data = _validated(data_dict, schema.release_schema(), context)
    dataset = _dataset(data["id"], for_update=True)
    content_hash = _releasable_hash(dataset, data.get("content_hash"))
    row = register.row_of(model.Session, dataset.id)
    if row and row.content_hash == content_hash and decision_on(dataset).allowed:
        # Ends the transaction: lets go of the row, keeps a hash that a file just got.
        model.Session.commit()
        indexed = index.refresh(dataset.id) if row.is_index_stale else True
        return {**_shown(dataset, content_hash), "changed": False, "indexed": indexed}
    reviewer = reviewer_of(context)
    is_own = bool(reviewer.id) and reviewer.id == dataset.creator_user_id
    rule = (
        Rule.SMALL_COUNCIL_RELEASED if _relies_on_small_council(is_own) else Rule.REVIEWER_RELEASED
    )
    return _decide(dataset, RELEASED, rule, data["reason"], reviewer, content_hash)


def civic_gate_dataset_hold(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Take a dataset out of the public's sight at once, also while the search index is down.

    :param id: id or name of the dataset
    :param reason: why, for the log
    :returns: as ``civic_gate_dataset_release``
    """
    tk.check_access("civic_gate_dataset_hold", context, data_dict)
    data = _validated(data_dict, schema.hold_schema(), context)
    dataset = _dataset(data["id"], for_update=True)
    content_hash = content_hash_of(dataset.id)
    row = register.row_of(model.Session, dataset.id)
    if row and row.state == HELD and row.rule == Rule.REVIEWER_HELD.value and dataset.private:
        model.Session.rollback()
        indexed = index.refresh(dataset.id) if row.is_index_stale else True
        return {**_shown(dataset, content_hash), "changed": False, "indexed": indexed}
    reviewer = reviewer_of(context)
    return _decide(dataset, HELD, Rule.REVIEWER_HELD, data["reason"], reviewer, content_hash)


@tk.side_effect_free
def civic_gate_dataset_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List datasets with their decision: the queue of what waits, longest waiting first.

    :param state: ``held`` or ``released`` (optional, default both)
    :param organization: id or name of an organisation (optional)
    :param limit: at most so many (optional, default 100)
    :param offset: leave out so many (optional)
    :returns: ``{count, results: [{id, name, title, organization, state, reason, rule, reviewer,
        decided_at, modified_at}]}`` of the organisations that the caller is a member of
    """
    tk.check_access("civic_gate_dataset_list", context, data_dict)
    data = _validated(data_dict, schema.list_schema(), context)
    return queue.page(
        organization_ids=_own_organizations(context),
        state=data.get("state"),
        organization=data.get("organization"),
        limit=data.get("limit", 100),
        offset=data.get("offset", 0),
    )


def _decide(
    dataset: Any,
    state: str,
    rule: Rule,
    reason: str,
    reviewer: register.Reviewer,
    content_hash: str,
) -> dict[str, Any]:
    """Write a decision, commit it, then bring the index and other plugins in step with it."""
    package_id = dataset.id
    before = register.row_of(model.Session, package_id)
    dataset.private = state == HELD
    # Peers and caches that ask "what changed since" have to see it.
    dataset.metadata_modified = clock.now().replace(tzinfo=None)
    register.record(
        model.Session,
        package_id,
        state=state,
        rule=rule,
        reason=reason,
        reviewer=reviewer,
        content_hash=content_hash,
        is_index_stale=state == HELD,
    )
    model.Session.commit()
    indexed = index.refresh(package_id)
    if state == RELEASED or (before and before.state == RELEASED):
        visibility.announce(package_id)
    return {**_shown(_dataset(package_id), content_hash), "changed": True, "indexed": indexed}


def _releasable_hash(dataset: Any, seen_hash: str | None) -> str:
    """Return the content hash of a dataset that may be released; raise ValidationError if not."""
    problems: dict[str, Any] = {}
    if dataset.state != "active":
        problems["id"] = [tk._("It is a draft or was deleted. Finish or restore it first.")]
    elif not dataset.owner_org:
        problems["id"] = [tk._("It has no organisation. Give it one first.")]
    else:
        wrong = files.wrong_files(dataset.id)
        if wrong:
            problems["resources"] = [f"{name}: {problem}" for name, problem in wrong]
    model.Session.flush()
    content_hash = content_hash_of(dataset.id)
    if seen_hash and seen_hash != content_hash:
        problems["content_hash"] = [
            tk._("It changed after you looked at it. Look at the new version, then decide.")
        ]
    if problems:
        model.Session.rollback()
        raise tk.ValidationError(problems)
    return content_hash


def _relies_on_small_council(is_own: bool) -> bool:
    return is_own and config.is_small_council()


def _shown(dataset: Any, content_hash: str) -> dict[str, Any]:
    row = register.row_of(model.Session, dataset.id)
    decision = decision_on(dataset)
    return {
        "id": dataset.id,
        "state": RELEASED if decision.allowed else HELD,
        "allowed": decision.allowed,
        "reason": decision.reason,
        "rule": decision.rule,
        "reviewer": row.reviewer_name if row else None,
        "reviewer_id": row.reviewer_id if row else None,
        "decided_at": clock.isoformat(row.decided_at) if row else None,
        "content_hash": content_hash,
        "approved_hash": row.content_hash if row and decision.allowed else None,
        "is_index_stale": bool(row and row.is_index_stale),
    }


def _history(package_id: str) -> list[dict[str, Any]]:
    entries = register.history(model.Session, package_id)
    users = {entry.reviewer_id: model.User.get(entry.reviewer_id) for entry in entries}
    return [
        {
            "seq": entry.seq,
            "at": clock.isoformat(entry.at),
            "from_state": entry.from_state,
            "to_state": entry.to_state,
            "rule": entry.rule,
            "reason": entry.reason,
            "reviewer_id": entry.reviewer_id,
            "reviewer": getattr(users[entry.reviewer_id], "display_name", None),
            "content_hash": entry.content_hash,
        }
        for entry in entries
    ]


def _own_organizations(context: Any) -> list[str] | None:
    """Return the ids of the organisations whose datasets the caller may list; None for all."""
    user = model.User.get(context.get("user")) if context.get("user") else None
    if context.get("ignore_auth") or (user and user.sysadmin):
        return None
    organizations = tk.get_action("organization_list_for_user")(
        {"user": context["user"]}, {"permission": "read"}
    )
    return [organization["id"] for organization in organizations]


def _dataset(id_or_name: str, *, for_update: bool = False) -> Any:
    """Return the ``model.Package`` as it is stored now; raise ObjectNotFound when there is none."""
    dataset = model.Package.get(id_or_name, for_update=for_update)
    if dataset is None:
        raise tk.ObjectNotFound()
    if for_update:
        model.Session.refresh(dataset)
    return dataset


def _validated(data_dict: dict[str, Any], fields: dict[str, Any], context: Any) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, fields, context)
    if errors:
        raise tk.ValidationError(errors)
    return data
