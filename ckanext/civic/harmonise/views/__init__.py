"""The plugin's blueprints."""

from __future__ import annotations

from .dataset_tab import dataset_tab
from .file import file_pages
from .table_group import table_group
from .vocabulary import vocabulary

__all__ = ["dataset_tab", "file_pages", "table_group", "vocabulary"]
