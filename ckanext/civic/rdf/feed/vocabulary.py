"""The namespaces of event streams, and the prefixes that the feed is written with."""

from __future__ import annotations

from ..mapping.terms import PREFIXES as OF_DESCRIPTIONS
from ..mapping.terms import Namespace

AS = Namespace("https://www.w3.org/ns/activitystreams#")
LDES = Namespace("https://w3id.org/ldes#")
TREE = Namespace("https://w3id.org/tree#")

ACTIVITY_SHAPE = "<https://semiceu.github.io/LDES-DCAT-AP-feeds/shape.ttl#ActivityShape>"

PREFIXES = {
    **OF_DESCRIPTIONS,
    "as": "https://www.w3.org/ns/activitystreams#",
    "ldes": "https://w3id.org/ldes#",
    "tree": "https://w3id.org/tree#",
}
