"""Who may see a dataset: the labels that CKAN compares in every read and every search."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.plugins import DefaultPermissionLabels

from .. import register
from ..decision.decide import Decision, Facts, decide

# Core's own label "public" is given to nothing and to nobody: an index written before the gate was
# installed, or by a portal without it, shows nothing until it is written again.
RELEASED_LABEL = "civic-released"


def facts_of(dataset: Any, row: Any | None) -> Facts | None:
    """Return the facts about a ``model.Package`` and its decision row; None without a row."""
    if row is None:
        return None
    return Facts(
        state=row.state,
        rule=row.rule,
        reason=row.reason,
        approved_hash=row.content_hash,
        current_hash=row.current_hash,
        dataset_state=dataset.state,
        is_private=bool(dataset.private),
    )


def decision_on(dataset: Any) -> Decision:
    """Return the decision on a ``model.Package`` from the row as it is stored now."""
    return decide(facts_of(dataset, register.row_of(model.Session, dataset.id)))


def team_labels(dataset: Any) -> list[str]:
    """Return the labels of the people who may see a dataset while it is held.

    They are core's: members of its organisation, and its collaborators where those are enabled.
    """
    labels = []
    if tk.asbool(tk.config.get("ckan.auth.allow_dataset_collaborators")):
        labels.append(f"collaborator-{dataset.id}")
    if dataset.owner_org:
        labels.append(f"member-{dataset.owner_org}")
    else:
        labels.append(f"creator-{dataset.creator_user_id}")
    return labels


class GatePermissionLabels(DefaultPermissionLabels):
    """Give the released label to what is released and to everybody; core's labels to the rest."""

    def get_dataset_labels(self, dataset_obj: model.Package) -> list[str]:
        if decision_on(dataset_obj).allowed:
            return [RELEASED_LABEL]
        return team_labels(dataset_obj)

    def get_user_dataset_labels(self, user_obj: Any) -> list[str]:
        labels = super().get_user_dataset_labels(user_obj)
        return [RELEASED_LABEL, *(label for label in labels if label != "public")]
