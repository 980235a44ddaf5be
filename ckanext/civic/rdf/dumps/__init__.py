"""Whole dumps of the catalogue: their syntaxes, how they are put together, where they are kept.

Nothing here knows CKAN: a dump is made of the descriptions of datasets, each as N-Quads.
"""

from .syntaxes import SYNTAXES, DumpFormat, dump_format, dump_formats
from .writing import written

__all__ = ["SYNTAXES", "DumpFormat", "dump_format", "dump_formats", "written"]
