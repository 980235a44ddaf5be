"""Asks, as a visitor, every public address for a dataset that must not be there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from .accounts import CouncilPeople
from .api import PortalApi
from .publish import Published

BY_WORD = (
    "/api/action/package_search?q={}",
    "/api/action/package_show?id={}",
    "/api/action/resource_show?id={}",
    "/api/action/package_autocomplete?q={}",
    "/dataset/?q={}",
)
BY_DATASET = (
    "/dataset/{}",
    "/dataset/{}.ttl",
    "/dataset/{}/linked-data",
    "/dataset/{}/readiness.json",
)
WHOLE = (
    "/api/action/package_list",
    "/api/action/current_package_list_with_resources?limit=100",
    "/catalog.ttl",
    "/rdf/catalog.nq",
    "/dataset/",
    "/",
)
MENTIONS = """
SELECT ?g ?s ?p ?o WHERE {{
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER(REGEX(CONCAT(STR(?g), " ", STR(?s), " ", STR(?o)), {}, "i"))
}} LIMIT 1
"""


@dataclass(frozen=True)
class Probe:
    """How many addresses were asked, and those whose answer gave something away."""

    asked: int
    leaks: tuple[str, ...]


def probe_held(people: CouncilPeople, hub: PortalApi, published: Published) -> Probe:
    """Look for id, name, title and canary of a held dataset where visitors can look.

    An answer may repeat the words of its own question (a search box does): only what the
    question did not hold counts.
    """
    dataset = people.publisher.action("package_show", id=published.id)
    resource_ids = [resource["id"] for resource in dataset["resources"]]
    names = [dataset["id"], dataset["name"], dataset["title"], *resource_ids]
    words = [*names, published.dataset.canary] if published.dataset.canary else names
    addresses = _addresses(dataset, words)
    asked, leaks = 0, []
    for portal in (people.visitor, hub):
        for address in addresses:
            asked += 1
            if _gives_away(portal.page(address)[1], address, words):
                leaks.append(portal.url + address)
        asked += 1
        any_word = "|".join(map(re.escape, words))
        if portal.sparql(MENTIONS.format(json.dumps(any_word))):
            leaks.append(f"{portal.url}/sparql")
    return Probe(asked, tuple(leaks))


def _gives_away(answer: str, question: str, words: list[str]) -> bool:
    unasked = (word for word in words if quote(word) not in question)
    return any(word.lower() in answer.lower() for word in unasked)


def _addresses(dataset: dict[str, Any], words: list[str]) -> list[str]:
    files = [urlsplit(resource["url"]).path for resource in dataset["resources"]]
    return [
        *(address.format(quote(word)) for word in words for address in BY_WORD),
        *(
            address.format(key)
            for key in (dataset["id"], dataset["name"])
            for address in BY_DATASET
        ),
        *files,
        *WHOLE,
    ]
