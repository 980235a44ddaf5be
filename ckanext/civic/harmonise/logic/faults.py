"""Unforeseen faults, told without the values that they may hold."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from ..errors import HarmoniseError

log = logging.getLogger(__name__)

_FRAMES = 6


class PortalFault(HarmoniseError):
    """Something went wrong in the portal, not in the file."""


def fault_of(error: Exception, what: str) -> PortalFault:
    """Log where an unforeseen error came from, and return what may be shown and stored.

    Its text is left out: a library's message can repeat a cell of the file.
    """
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))
    log.error("%s: an unforeseen %s at %s", what, type(error).__name__, where)
    return PortalFault(
        "Something went wrong in the portal, not in your file.",
        advice="Nothing was published. Run it again; if that fails too, tell the operator.",
    )
