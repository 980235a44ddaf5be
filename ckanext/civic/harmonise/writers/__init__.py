"""Writers of the tables, their CSVW metadata, the linked data, and the publisher's lists."""

from .change_log import ChangeLog
from .columns import canonical_columns
from .csvw import csvw_metadata, described_files, main_table
from .quarantine import QuarantineWriter
from .read_back import first_rows, read_back
from .result import ResultWriter
from .staging import Staging, staging

__all__ = [
    "ChangeLog",
    "QuarantineWriter",
    "ResultWriter",
    "Staging",
    "canonical_columns",
    "csvw_metadata",
    "described_files",
    "first_rows",
    "main_table",
    "read_back",
    "staging",
]
