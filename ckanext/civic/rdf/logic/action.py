"""The actions of civic_rdf."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from .. import config
from ..errors import GraphRefused, RdfError
from ..graphs.names import graph_names
from ..model import CivicRdfGraph
from ..model.graph import GraphState
from . import repair, standing
from .flush import flush
from .queue import remember
from .validation import PROFILES, report_values
from .withdrawals import before_reading

__all__ = [
    "civic_rdf_dataset_refresh",
    "civic_rdf_dataset_show",
    "civic_rdf_dataset_validate",
    "civic_rdf_graph_list",
    "civic_rdf_outbox_flush",
    "civic_rdf_status_show",
]


@tk.side_effect_free
def civic_rdf_dataset_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the named graphs of a dataset.

    You must be allowed to see the dataset.

    :param id: the id or name of the dataset
    :returns: ``id``; ``rows_graph`` and ``meta_graph``, the graphs' names whether or not they
        are written yet (null when refused); ``graphs``, each with ``graph``, ``kind`` (``rows``
        or ``meta``), ``quads``, ``sha256``, ``written_at``, ``state`` and ``error``; ``state``
        (``up to date``, ``waiting``, ``failed``, ``none``) and ``error``
    """
    dataset = tk.get_action("package_show")(
        {"user": context.get("user", "")}, {"id": tk.get_or_bust(data_dict, "id")}
    )
    tk.check_access("civic_rdf_dataset_show", context, {"id": dataset["id"]})
    try:
        names = graph_names(dataset, config.site())
    except GraphRefused:
        names = None
    graphs = standing.dataset_graphs(dataset["id"])
    return {
        "id": dataset["id"],
        "rows_graph": names.rows if names else None,
        "meta_graph": names.meta if names else None,
        "graphs": graphs,
        **standing.dataset_state(dataset["id"], graphs),
    }


@tk.side_effect_free
def civic_rdf_dataset_validate(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say what there is to mend in a dataset's description, by the official shapes.

    The dataset is looked at as it is now, published or not. You must be allowed to update it.

    :param id: the id or name of the dataset
    :param profile: (optional, ``civic_dcat_ap``) or ``civic_uk``
    :returns: ``id``, ``profile``, ``violations`` and ``recommendations``, each with ``sentence``,
        ``advice``, ``field`` and ``label`` (empty when no form has it), ``place`` (``dataset``,
        ``resource``, ``organization`` or ``portal``), ``form`` (its path, or empty), ``about``,
        ``resource_id`` and ``result`` (the processor's own words); ``error`` when the dataset
        cannot be described at all
    """
    dataset = tk.get_action("package_show")(
        {"user": context.get("user", ""), "use_cache": False},
        {"id": tk.get_or_bust(data_dict, "id")},
    )
    tk.check_access("civic_rdf_dataset_validate", context, {"id": dataset["id"]})
    profile = data_dict.get("profile") or "civic_dcat_ap"
    if profile not in PROFILES:
        raise tk.ValidationError({"profile": [tk._("Known profiles: ") + ", ".join(PROFILES)]})
    return {"id": dataset["id"], "profile": profile, **report_values(dataset, profile)}


@tk.side_effect_free
def civic_rdf_graph_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every graph of the portal's store, by name.

    Anybody may ask: what is hidden is withdrawn before the list is made.

    :returns: as ``graphs`` of ``civic_rdf_dataset_show``, with ``package_id`` (null for the
        catalogue and the vocabularies)
    """
    tk.check_access("civic_rdf_graph_list", context, data_dict)
    if config.store_addresses() is None:
        return []
    try:
        before_reading()
    except RdfError as error:
        raise tk.ValidationError({"store": [str(error)]}) from error
    rows = (
        model.Session.query(CivicRdfGraph)
        .filter_by(state=GraphState.WRITTEN.value)
        .order_by(CivicRdfGraph.graph)
    )
    return [standing.graph_values(row) for row in rows]


def civic_rdf_dataset_refresh(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Queue a dataset's graphs to be compared with the dataset, and written where they differ.

    You must be allowed to update the dataset.

    :param id: the id or name of the dataset
    """
    dataset_id = tk.get_or_bust(data_dict, "id")
    tk.check_access("civic_rdf_dataset_refresh", context, {"id": dataset_id})
    dataset = model.Package.get(dataset_id)
    if dataset is None:
        raise tk.ObjectNotFound(tk._("Dataset not found"))
    remember(model.Session, [dataset.id], "asked for")
    model.Session.commit()
    return {"id": dataset.id, "queued": True}


def civic_rdf_outbox_flush(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Describe everything that is queued, write it to the quad store if there is one, and wait.

    For sysadmins.

    :param verify: (optional, false) first compare the store's graphs with those that it should
        have: queue what is missing or differs, delete what is left over
    :param deep: (optional, false) with ``verify``, compare long rows word for word too
    :param rebuild: (optional, false) first queue every dataset to be written again
    :returns: graphs ``written``, ``unchanged``, ``withdrawn`` and ``refused``,
        ``quads_changed``, datasets ``failed`` and still ``pending``, ``errors``, and with
        ``verify`` how many graphs were ``compared`` and ``repaired``, and those that were
        ``missing``, ``differing``, ``unfinished``, ``removed`` and ``foreign``
    """
    tk.check_access("civic_rdf_outbox_flush", context, data_dict)
    compared: dict[str, Any] = {}
    if tk.asbool(data_dict.get("verify", False)):
        store = config.store()
        if store is None:
            raise tk.ValidationError({"store": [tk._("This portal has no quad store.")]})
        try:
            is_deep = tk.asbool(data_dict.get("deep", False))
            compared = repair.compare(store, is_deep=is_deep).as_dict()
        except RdfError as error:
            raise tk.ValidationError({"store": [str(error)]}) from error
    is_rebuilt = tk.asbool(data_dict.get("rebuild", False))
    if is_rebuilt:
        repair.queue_everything()
    report = flush(retry_now=True, wait=True)
    return {**(repair.rebuilt(report) if is_rebuilt else report).as_dict(), **compared}


@tk.side_effect_free
def civic_rdf_status_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return how linked data stands on this portal.

    :returns: datasets ``pending`` and ``failed``, ``graphs`` and ``quads`` in the store, graphs
        that are ``loading`` (there in part, and hidden until they are whole); for
        sysadmins also ``errors``
    """
    tk.check_access("civic_rdf_status_show", context, data_dict)
    counts: dict[str, Any] = standing.portal_counts()
    try:
        tk.check_access("civic_rdf_outbox_flush", context, {})
    except tk.NotAuthorized:
        return counts
    return {**counts, "errors": standing.portal_errors()}
