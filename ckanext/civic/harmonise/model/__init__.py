"""The tables of civic_harmonise, one a module."""

from .run import Run

__all__ = ["Run"]
