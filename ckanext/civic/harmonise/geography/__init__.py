"""Statistical areas of Greater Manchester: codes with versions, lookups, authorities' outlines."""

from .areas import Area, area, resolve, versions
from .boundaries import TOLERANCE_M, contains
from .conversion import Match, Relation, convert

__all__ = [
    "TOLERANCE_M",
    "Area",
    "Match",
    "Relation",
    "area",
    "contains",
    "convert",
    "resolve",
    "versions",
]
