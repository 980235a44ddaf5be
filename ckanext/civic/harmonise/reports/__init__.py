"""A report as files to download: what passed first, then what must and what should be fixed."""

from .findings_file import FindingsFile
from .groups import GROUPS, Group, grouped
from .tables import as_csv, as_json
from .text import as_text

__all__ = ["GROUPS", "FindingsFile", "Group", "as_csv", "as_json", "as_text", "grouped"]
