"""The actions of civic_certificate."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from .. import config
from ..levels.rulesets import get_ruleset
from ..report import readiness_report
from .facts import collect_facts
from .schema import dataset_show_schema

__all__ = ["civic_certificate_dataset_show", "civic_certificate_ruleset_show"]


@tk.side_effect_free
def civic_certificate_dataset_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return how ready a dataset is for an Open Data Certificate.

    Whoever may read the dataset may ask. A dataset that you may not read is not found, as if it
    did not exist.

    :param id: the id or name of the dataset
    :param ruleset: ``gb-2016-strict`` or ``gb-2016`` (default: the portal's option)
    :returns: level, next steps, answers with evidence, what is unanswered
    """
    checked, errors = tk.navl_validate(data_dict, dataset_show_schema(), context)
    if errors:
        raise tk.ValidationError(errors)
    try:
        tk.check_access("civic_certificate_dataset_show", context, checked)
        facts = collect_facts(context, checked["id"])
    except tk.NotAuthorized:
        raise tk.ObjectNotFound(tk._("Dataset not found")) from None
    ruleset = get_ruleset(checked.get("ruleset") or config.ruleset_id())
    return readiness_report(facts, ruleset)


@tk.side_effect_free
def civic_certificate_ruleset_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the rule by which this portal finds levels; whoever likes may ask.

    :returns: ``{id, summary}``
    """
    tk.check_access("civic_certificate_ruleset_show", context, data_dict)
    ruleset = get_ruleset(config.ruleset_id())
    return {"id": ruleset.id, "summary": ruleset.summary}
