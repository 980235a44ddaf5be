"""Times as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timezone

import pytest
from flask import Flask
from flask_babel import Babel

from ckanext.civic.core.shown_time import civic_time


@pytest.fixture(autouse=True)
def portal_in_london() -> Iterator[None]:
    app = Flask("portal")
    Babel(app, default_locale="en", default_timezone="Europe/London")
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 11, 22, 7, 39, 5, tzinfo=timezone.utc), "22 November 2026, 07:39"),
        (datetime(2026, 7, 1, 7, 39), "1 July 2026, 08:39"),
        ("2026-07-01T07:39:05Z", "1 July 2026, 08:39"),
        ("2026-07-01T07:39:05.123456+00:00", "1 July 2026, 08:39"),
        # 31 December is in the next week-based year of core's pattern
        ("2025-12-31T12:00:00Z", "31 December 2025, 12:00"),
        (date(2026, 11, 2), "2 November 2026"),
        ("2026-11-02", "2 November 2026"),
        ("last week", "last week"),
        ("", ""),
        (None, ""),
    ],
)
def test_civic_time_when_given_a_moment_then_shows_day_before_month(moment, shown):
    assert civic_time(moment) == shown
