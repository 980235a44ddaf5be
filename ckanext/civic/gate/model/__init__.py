"""The gate's own tables."""

from .log_entry import GateLogEntry
from .release import GateRelease

__all__ = ["GateLogEntry", "GateRelease"]
