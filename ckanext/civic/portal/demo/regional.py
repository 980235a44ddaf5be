"""The region's work: the hub pulls every council's portal and keeps their graphs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from ckanext.civic.core.errors import CivicError, Place

from ..stack import Portal
from .api import PortalApi

POLL_S = 0.5
PULL_TIMEOUT_S = 900
QUADS_TIMEOUT_S = 600
ENDED = frozenset({"succeeded", "failed", "stopped"})


def ensure_peer(hub: PortalApi, council: Portal) -> None:
    """Make the council's portal a peer of the hub, unless it is one already."""
    peers = hub.action("civic_sync_peer_list")
    if not any(peer["name"] == council.name for peer in peers):
        hub.action(
            "civic_sync_peer_create", name=council.name, url=council.url, title=council.title
        )


def pull(hub: PortalApi, peer: str, report: Callable[[str], None]) -> dict[str, Any]:
    """Have the hub's worker pull ``peer`` and return the finished run.

    Raises CivicError naming the peer when the run fails or does not end.
    """
    run_id = hub.action("civic_sync_peer_pull", name=peer)["run_id"]
    deadline = time.monotonic() + PULL_TIMEOUT_S
    while True:
        run = hub.action("civic_sync_run_show", id=run_id)
        if run["state"] in ENDED:
            break
        report(f"{peer}: {run['step'] or run['state']}")
        if time.monotonic() > deadline:
            raise CivicError(
                "The pull has not ended.",
                place=Place(peer=peer, step=run["step"]),
                advice="Look at `civic logs` for the hub's worker.",
            )
        time.sleep(POLL_S)
    if run["state"] != "succeeded":
        raise CivicError(run.get("error") or f"The pull of {peer} {run['state']}.")
    return run


def graphs_of(portal: PortalApi) -> dict[str, dict[str, Any]]:
    """Return the graphs in a portal's store by name."""
    return {graph["graph"]: graph for graph in portal.action("civic_rdf_graph_list")}


def wait_for_graphs(portal: PortalApi, name: str, report: Callable[[str], None]) -> None:
    """Wait until every change of the portal's datasets has reached its quad store."""
    deadline = time.monotonic() + QUADS_TIMEOUT_S
    while (status := portal.action("civic_rdf_status_show"))["pending"]:
        report(f"{name}: on their way into the quad store: {status['pending']}")
        if time.monotonic() > deadline:
            raise CivicError(
                f"{status['pending']} datasets have not reached the quad store.",
                place=Place(peer=name, step="rdf"),
                advice="Look at `civic logs` for the portal's worker.",
            )
        time.sleep(POLL_S)


def refused(graphs: dict[str, dict[str, Any]]) -> list[str]:
    """Return why graphs could not be written, one sentence each."""
    return [f"{name}: {graph['error']}" for name, graph in graphs.items() if graph.get("error")]


def quads_changed(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> int:
    """Return how many quads stand in graphs that were written, replaced or dropped."""
    written = sum(
        graph["quads"]
        for name, graph in after.items()
        if name not in before or before[name]["sha256"] != graph["sha256"]
    )
    return written + sum(graph["quads"] for name, graph in before.items() if name not in after)
