"""The plugin's tables, one a file."""

from .description import CivicRdfDescribedBy, CivicRdfDescription
from .graph import CivicRdfGraph
from .mention import CivicRdfMention
from .outbox import CivicRdfOutbox

__all__ = [
    "CivicRdfDescribedBy",
    "CivicRdfDescription",
    "CivicRdfGraph",
    "CivicRdfMention",
    "CivicRdfOutbox",
]
