"""Checks: what the publisher should know before the result is released, one rule a file."""

from .base import Check, all_checks, check
from .catalogue import catalogue
from .facts import DatasetRecord, Facts, KeptOut
from .judge import Judge, Verdict

__all__ = [
    "Check",
    "DatasetRecord",
    "Facts",
    "Judge",
    "KeptOut",
    "Verdict",
    "all_checks",
    "catalogue",
    "check",
]
