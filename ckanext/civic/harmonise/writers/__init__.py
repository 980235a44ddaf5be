"""Writers of the canonical table, its CSVW metadata, N-Quads and the quarantine."""

from .canonical_csv import CanonicalCsvWriter, canonical_columns, read_back
from .csvw import csvw_metadata, write_csvw
from .quads_file import QuadsWriter
from .quarantine import QuarantineWriter
from .staging import Staging, staging

__all__ = [
    "CanonicalCsvWriter",
    "QuadsWriter",
    "QuarantineWriter",
    "Staging",
    "canonical_columns",
    "csvw_metadata",
    "read_back",
    "staging",
    "write_csvw",
]
