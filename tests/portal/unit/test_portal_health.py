"""A portal is only as well as everything that it needs."""

from __future__ import annotations

import pytest

from ckanext.civic.portal.health import portal_health

SHARED = ["postgres", "redis", "solr"]
WELL = dict.fromkeys([*SHARED, "web-hub", "worker-hub", "store-hub", "web-salford"], "ok")


@pytest.mark.parametrize(
    ("server", "health", "expected"),
    [
        ("solr", "ok", "ok"),
        ("solr", "stopped", "unwell"),
        ("postgres", "unwell", "unwell"),
        ("redis", "stopped", "unwell"),
        ("web-hub", "unwell", "unwell"),
        ("worker-hub", "stopped", "stopped"),
        ("store-hub", "stopped", "stopped"),
        ("web-salford", "stopped", "ok"),
    ],
)
def test_portal_health_when_one_server_is_ill_then_shows_what_the_portal_needs(
    server, health, expected
):
    assert portal_health("hub", {**WELL, server: health}, SHARED) == expected


def test_portal_health_when_a_server_is_not_ours_then_it_does_not_count():
    healths = {name: health for name, health in WELL.items() if name != "solr"}
    assert portal_health("hub", healths, ["postgres", "redis"]) == "ok"
