"""The pages on which a publisher says how one file is read: a step a module."""

from __future__ import annotations

from . import checks, codes, columns, history, model, overview, preview, runs, save, yaml_text
from .blueprint import file_pages

__all__ = [
    "checks",
    "codes",
    "columns",
    "file_pages",
    "history",
    "model",
    "overview",
    "preview",
    "runs",
    "save",
    "yaml_text",
]
