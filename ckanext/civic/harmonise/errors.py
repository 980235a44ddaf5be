"""What can be wrong with a file, a model or a crosswalk as a whole."""

from __future__ import annotations

from ckanext.civic.core.errors import CivicError


class HarmoniseError(CivicError):
    """The file cannot be harmonised at all; nothing was written.

    ``check`` is the id of the check that looks for the same fault, if there is one.
    """

    check = ""


class UnreadableFile(HarmoniseError):
    """The bytes are no table that a reader knows."""


class UnusableTable(HarmoniseError):
    """The table can be read, but its shape or header is wrong."""


class MissingColumn(UnusableTable):
    """The crosswalk names a column that the header does not have."""

    check = "missing_column"


class DuplicateHeadings(UnusableTable):
    """A heading stands over more than one column."""

    check = "duplicate_headers"


class LayoutDiffers(UnusableTable):
    """The header is not the one that the crosswalk was made for."""


class KeysMeet(UnusableTable):
    """Two rows with different keys would get one address."""

    check = "duplicate_key"


class ModelError(HarmoniseError):
    """A shared model is unknown or does not follow the model schema."""


class CrosswalkError(HarmoniseError):
    """A crosswalk is unknown, does not follow its schema, or does not fit its model."""
