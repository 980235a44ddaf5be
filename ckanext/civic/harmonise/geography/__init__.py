"""Statistical areas of Greater Manchester: codes with versions, lookups, authorities' outlines."""

from .areas import Area, area, resolve, versions
from .boundaries import TOLERANCE_M, contains, has_boundary, strips
from .conversion import Match, Relation, convert
from .outlines import outlines

__all__ = [
    "TOLERANCE_M",
    "Area",
    "Match",
    "Relation",
    "area",
    "contains",
    "convert",
    "has_boundary",
    "outlines",
    "resolve",
    "strips",
    "versions",
]
