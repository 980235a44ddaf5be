from __future__ import annotations

import pytest

from ckanext.civic.core.negotiation import choose

OFFERS = ["text/html", "text/turtle", "application/ld+json"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        ("nonsense", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/html;q=0.5, text/turtle;q=0.9", "text/turtle"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("application/*", "application/ld+json"),
        ("*/*;q=0.1, text/turtle;q=0.2", "text/turtle"),
        ("text/html;q=0, */*", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle;charset=utf-8;q=1", "text/turtle"),
        ("text/turtle;q=nonsense, application/ld+json;q=0.1", "application/ld+json"),
        ("image/png", None),
        ("text/turtle;q=0", None),
    ],
)
def test_choose_when_given_an_accept_header_then_the_clients_preference_wins(accept, expected):
    assert choose(accept, OFFERS) == expected
