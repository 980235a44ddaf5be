"""The plugin's tables, one a file."""

from .graph import CivicRdfGraph
from .outbox import CivicRdfOutbox

__all__ = ["CivicRdfGraph", "CivicRdfOutbox"]
