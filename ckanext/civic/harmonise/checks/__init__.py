"""Checks: what the publisher should know before the result is released, one rule a file."""

from .base import Check, Facts, ProblemTally, all_checks, check

__all__ = ["Check", "Facts", "ProblemTally", "all_checks", "check"]
