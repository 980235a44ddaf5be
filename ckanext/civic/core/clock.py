"""The one source of the present time, so that tests can set it."""

from __future__ import annotations

from datetime import datetime, timezone


def now() -> datetime:
    """Return the present time as an aware UTC datetime, to the microsecond."""
    return datetime.now(timezone.utc)


def isoformat(moment: datetime) -> str:
    """Return ``moment`` as ISO 8601 UTC with a ``Z``, to the second.

    A naive ``moment`` is taken as UTC, which is how CKAN stores its times.
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return aware.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
