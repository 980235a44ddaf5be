"""File formats, one a file; a new file in this folder is found by itself."""

from .registry import Format, all_formats, file_format

__all__ = ["Format", "all_formats", "file_format"]
