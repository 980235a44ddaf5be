"""The tables of civic_harmonise, one a module."""

from .check import FileCheck
from .crosswalk import SavedCrosswalk
from .draft import CrosswalkDraft
from .gone_choice import GoneChoice
from .run import Run

__all__ = ["CrosswalkDraft", "FileCheck", "GoneChoice", "Run", "SavedCrosswalk"]
