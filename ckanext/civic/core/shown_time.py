"""A time as our pages show it."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import format_date, format_datetime

__all__ = ["civic_time"]


def civic_time(moment: datetime | date | str | None) -> str:
    """Return ``moment`` as "22 November 2026, 07:39", in the reader's language.

    ``moment`` is a time, a date, or either as ISO 8601 text; a time without a zone is UTC, as
    CKAN stores it, and is shown in the portal's zone (``ckan.display_timezone``). A date has no
    hours to show. Nothing gives an empty text; what is no time is returned as it is. Source: the
    order of GOV.UK, "Dates and times"; core's helper shows American order in English and cannot
    be told another one without losing languages and zone.
    """
    if isinstance(moment, str):
        moment = _parsed(moment) or moment
    if isinstance(moment, datetime):
        return format_datetime(moment, "d MMMM y, HH:mm")
    if isinstance(moment, date):
        return format_date(moment, "d MMMM y")
    return moment or ""


def _parsed(text: str) -> datetime | date | None:
    try:
        if len(text) == len("2026-11-22"):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
