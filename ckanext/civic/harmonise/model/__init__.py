"""The tables of civic_harmonise, one a module."""

from .check import FileCheck
from .crosswalk import SavedCrosswalk
from .draft import CrosswalkDraft
from .run import Run

__all__ = ["CrosswalkDraft", "FileCheck", "Run", "SavedCrosswalk"]
