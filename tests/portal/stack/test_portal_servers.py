"""PostgreSQL, Redis and the quad store are killed, healed and stopped; real processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psycopg2
import pytest
import redis

from ckanext.civic.portal.installation import Installation
from ckanext.civic.portal.servers import start_together


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    found = Installation(tmp_path_factory.mktemp("with space") / "var")
    services = [found.servers.postgres, found.servers.redis, found.store("hub")]
    start_together(services, lambda _: None)
    yield found
    for service in services:
        service.stop()
    found.home.drop_socket_folder()


def kill(service):
    os.kill(service.identity().pid, signal.SIGKILL)


def test_start_when_all_run_well_then_nothing_is_started(installation):
    before = installation.servers.redis.identity()
    assert start_together([installation.servers.redis], print) == []
    assert installation.servers.redis.identity() == before


def test_start_when_postgres_was_killed_then_it_heals_and_keeps_what_was_committed(installation):
    url = installation.servers.database("kept")
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE thing AS SELECT 'É' AS name")
    connection.close()
    kill(installation.servers.postgres)
    assert installation.servers.postgres.start(lambda _: None)
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(name) FROM thing")
        assert cursor.fetchone() == ("é",)
    connection.close()


def test_start_when_redis_was_killed_then_it_heals_and_keeps_what_was_queued(installation):
    url = installation.servers.redis.url(5)
    redis.Redis.from_url(url).rpush("queue", "job")
    kill(installation.servers.redis)
    assert installation.servers.redis.start(lambda _: None)
    assert redis.Redis.from_url(url).lrange("queue", 0, -1) == [b"job"]


def test_stop_when_the_leader_was_killed_then_no_process_is_left(installation):
    postgres = installation.servers.postgres
    postgres.start(lambda _: None)
    kill(postgres)
    postgres.stop()
    assert postgres.processes() == []
    assert not postgres.record.exists()
    assert postgres.start(lambda _: None)


def test_start_when_a_stranger_has_the_recorded_id_then_the_stranger_lives(installation):
    store = installation.store("hub")
    store.start(lambda _: None)
    kill(store)
    # the same id, but another start time: as after the id was used again
    store.record.write_text(store.record.read_text().replace(str(store.identity().pid), "1"))
    assert store.start(lambda _: None)
    assert Path("/proc/1").exists()


def test_database_when_another_portals_role_asks_then_refused(installation):
    first = installation.servers.database("first")
    installation.servers.database("second")
    with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
        psycopg2.connect(first.replace("/first?", "/second?"))


def test_processes_when_listed_then_no_command_line_has_a_secret(installation):
    secrets = [installation.credentials.get(name) for name in ("postgres", "redis")]
    lines = []
    for service in (installation.servers.postgres, installation.servers.redis):
        service.start(lambda _: None)
        lines += [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in service.processes()]
    assert len(lines) > 2
    assert not any(secret.encode() in line for secret in secrets for line in lines)


def test_redis_when_asked_without_password_then_refused(installation):
    installation.servers.redis.start(lambda _: None)
    client = redis.Redis(unix_socket_path=str(installation.servers.redis.socket))
    with pytest.raises(redis.AuthenticationError):
        client.ping()


def test_files_when_made_then_only_their_owner_reads_them(installation):
    home = installation.home
    for path in (home.file("secrets.json"), home.folder("redis") / "redis.conf", home.log("redis")):
        assert path.stat().st_mode & 0o077 == 0
    assert home.root.stat().st_mode & 0o077 == 0
