"""How long after its release a changed dataset is in the answers of /sparql, on its own portal.

The portal runs as `civic up` starts it, with web server, worker, gate and quad store; a publisher
changes a dataset, a reviewer releases it, and a visitor asks for its new title until it is there.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

import requests

from bench import site
from ckanext.civic.portal.stack import Stack

TURNS = 5
PATIENCE_S = 60
TITLE = "http://purl.org/dc/terms/title"


def median_seconds() -> float:
    """Start the portal, change and release five times, stop it; return the median in seconds."""
    stack = Stack(site.home() / "first-seen")
    try:
        stack.up(portals=1)
        url = stack.portal("hub").url
        publisher, reviewer = stack.token("hub", "publisher"), stack.token("hub", "admin")
        prepare(url, publisher, reviewer)
        return statistics.median(
            seconds_until_seen(url, publisher, reviewer, f"Lamps, change {time.time_ns()}")
            for _ in range(TURNS)
        )
    finally:
        stack.stop()


def prepare(url: str, publisher: str, reviewer: str) -> None:
    """Make a council with a publisher and a released dataset, where there is none."""
    if "manchester" not in act(url, "organization_list", reviewer):
        act(url, "organization_create", reviewer, name="manchester", title="Manchester")
        member = {"id": "manchester", "username": "publisher", "role": "editor"}
        act(url, "organization_member_create", reviewer, **member)
        made = {"name": "lamps", "title": "Lamps", "owner_org": "manchester"}
        act(url, "package_create", publisher, **made, license_id="uk-ogl")
    seconds_until_seen(url, publisher, reviewer, f"Lamps, made {time.time_ns()}")  # unmeasured


def seconds_until_seen(url: str, publisher: str, reviewer: str, title: str) -> float:
    """Give the dataset a title and release it; return the seconds from then until it is seen."""
    act(url, "package_patch", publisher, id="lamps", title=title)
    if is_seen(url, title):
        raise RuntimeError("a dataset that was not released is in the answers")
    started = time.perf_counter()
    act(url, "civic_gate_dataset_release", reviewer, id="lamps", reason="Checked.")
    while not is_seen(url, title):
        if time.perf_counter() - started > PATIENCE_S:
            raise RuntimeError(f"a released dataset is not seen after {PATIENCE_S} s")
        time.sleep(0.02)
    return time.perf_counter() - started


def is_seen(url: str, title: str) -> bool:
    """Ask the end point whether a dataset has this title."""
    answer = requests.get(
        f"{url}/sparql",
        params={"query": f'ASK {{ ?d <{TITLE}> ?t FILTER(STR(?t) = "{title}") }}'},
        headers={"Accept": "application/sparql-results+json"},
        timeout=PATIENCE_S,
    )
    answer.raise_for_status()
    return bool(answer.json()["boolean"])


def act(url: str, action: str, token: str, **fields: Any) -> Any:
    """Call an action; raises RuntimeError with what it answers when it fails."""
    answer = requests.post(
        f"{url}/api/action/{action}",
        json=fields,
        headers={"Authorization": token},
        timeout=PATIENCE_S,
    )
    content = answer.json()
    if not content.get("success"):
        raise RuntimeError(f"{action}: {content.get('error')}")
    return content["result"]
