"""Existing servers instead of the embedded ones."""

from __future__ import annotations

import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.databases import Databases
from ckanext.civic.portal.installation import Installation


def test_own_when_an_existing_server_is_named_then_ours_is_not_started(tmp_path, monkeypatch):
    monkeypatch.setenv("CIVIC_POSTGRES_URL", "postgresql://admin:x@db.example:5432/postgres")
    names = [service.name for service in Installation(tmp_path).servers.own]
    assert names == ["redis", "solr"]


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        ("redis://:pw@cache.example:6379", "redis://:pw@cache.example:6379/3"),
        ("rediss://cache.example:6379/0", "rediss://cache.example:6379/3"),
        ("unix:///run/redis.sock", "unix:///run/redis.sock?db=3"),
    ],
)
def test_redis_url_when_existing_then_each_portal_has_its_number(
    tmp_path, monkeypatch, existing, expected
):
    monkeypatch.setenv("CIVIC_REDIS_URL", existing)
    assert Installation(tmp_path).servers.redis_url(3) == expected


def test_search_when_existing_solr_has_no_such_core_then_says_how_to_make_it(tmp_path, monkeypatch):
    monkeypatch.setenv("CIVIC_SOLR_URL", "http://user:pw@127.0.0.1:1/solr/")
    with pytest.raises(CivicError, match="bin/solr create -c portal_hub") as caught:
        Installation(tmp_path).servers.search("portal_hub")
    assert "pw" not in str(caught.value)


def test_database_url_when_made_then_host_and_options_are_the_servers():
    databases = Databases("postgresql://admin:secret@db.example:5433/postgres?sslmode=require")
    assert databases.url("portal_hub", "p/w") == (
        "postgresql://portal_hub:p%2Fw@db.example:5433/portal_hub?sslmode=require"
    )
