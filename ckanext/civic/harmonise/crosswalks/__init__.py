"""Crosswalks: how each publisher's layout becomes a shared model."""

from .crosswalk import Crosswalk, Expression, Key, Position, Publisher, Redaction
from .loader import list_crosswalks, load_crosswalk, parse_crosswalk

__all__ = [
    "Crosswalk",
    "Expression",
    "Key",
    "Position",
    "Publisher",
    "Redaction",
    "list_crosswalks",
    "load_crosswalk",
    "parse_crosswalk",
]
