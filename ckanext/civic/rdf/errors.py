"""Everything that the linked-data plugin raises on purpose."""

from __future__ import annotations

from ckanext.civic.core.errors import CivicError


class RdfError(CivicError):
    """The root of this plugin's errors."""


class GraphRefused(RdfError):
    """A dataset's graph or file breaks a rule and is not published until it is changed."""


class RowsUnavailable(RdfError):
    """A file of rows could not be fetched this time; trying again later may help."""


class Unavailable(RdfError):
    """It cannot be answered now; asking again later may help (HTTP 503)."""


class DescriptionsBehind(Unavailable):
    """What is described is not known to be what may be shown, so that nothing of it is shown."""


class StoreUnavailable(Unavailable):
    """The quad store does not answer, or answers with a server error."""


class Busy(Unavailable):
    """Too much is being answered already; ``after_s`` is when to ask again, in seconds."""

    def __init__(self, message: str, *, advice: str = "", after_s: int = 5) -> None:
        self.after_s = after_s
        super().__init__(message, advice=advice)


class StoreRejected(RdfError):
    """The quad store understood the request and refuses it."""


class QueryRefused(RdfError):
    """A query that this read-only end point does not run; ``status`` is the HTTP status."""

    def __init__(self, message: str, *, status: int = 400, advice: str = "") -> None:
        self.status = status
        super().__init__(message, advice=advice)
