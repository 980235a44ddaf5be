"""Dumps as files: resumable, made once, served only while they are true."""

from __future__ import annotations

import fcntl
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from ckan.lib import jobs as ckan_jobs
from ckan.lib.redis import connect_to_redis
from rq.job import Job
from rq.registry import ScheduledJobRegistry

import factories
from ckanext.civic.changes.model import CivicChange
from ckanext.civic.core.errors import CivicError
from ckanext.civic.rdf import jobs
from ckanext.civic.rdf.dumps.folder import DumpFolder
from ckanext.civic.rdf.logic import catching_up, dump_files, snapshot
from ckanext.civic.rdf.model import CivicRdfDescription, CivicRdfOutbox
from ckanext.civic.rdf.views import catalog, streams

from .conftest import update

pytestmark = [pytest.mark.with_plugins("civic_rdf"), pytest.mark.usefixtures("civic_db")]

NQ = "/rdf/catalog.nq"


@pytest.fixture(autouse=True)
def folder(tmp_path, ckan_config, monkeypatch) -> Path:
    """The folder of this test's dumps, empty at first."""
    monkeypatch.setitem(ckan_config, "ckanext.civic.rdf.dump_folder", str(tmp_path / "dumps"))
    return tmp_path / "dumps"


@pytest.fixture
def lamps():
    council = factories.council(name="manchester", title="Manchester City Council")
    factories.dataset(council, name="bins", title="Bins")
    return factories.dataset(council, name="lamps", title="Street lamps")


def files(folder: Path) -> list[str]:
    """Return the endings of the whole files that are kept, and the parts."""
    found = [path.name for path in folder.glob("catalog-*")]
    return sorted(name.partition(".")[2] for name in found) + [
        path.name for path in folder.glob("*.part")
    ]


def test_file_when_a_dump_was_fetched_then_it_is_kept_and_can_be_resumed(app, lamps, folder):
    whole = app.get(NQ)
    assert whole.data.endswith(b" .\n")  # a dump is kept once all of it was fetched
    assert files(folder) == ["nq"]

    again = app.get(NQ)
    assert again.data == whole.data
    assert again.headers["Accept-Ranges"] == "bytes"
    assert again.headers["Content-Length"] == str(len(whole.data))
    assert again.headers["ETag"] == whole.headers["ETag"]
    size = len(whole.data)
    for asked, start, end in (
        ("bytes=0-9", 0, 10),
        (f"bytes=100-{size * 2}", 100, size),
        ("bytes=200-", 200, size),
        ("bytes=-50", size - 50, size),
    ):
        part = app.get(NQ, headers={"Range": asked, "If-Range": again.headers["ETag"]}, status=206)
        assert part.data == whole.data[start:end]
        assert part.headers["Content-Range"] == f"bytes {start}-{end - 1}/{size}"
        assert part.headers["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=5-2", "lines=0-3", "bytes=0-3,9-12", "bytes=-", "bytes"])
def test_file_when_the_range_is_none_then_all_is_sent(app, lamps, asked):
    whole = app.get(NQ)

    assert app.get(NQ, headers={"Range": asked}).data == whole.data


def test_file_when_the_range_is_beyond_it_then_416_says_the_size(app, lamps):
    size = len(app.get(NQ).data)

    answer = app.get(NQ, headers={"Range": f"bytes={size}-"}, status=416)

    assert answer.headers["Content-Range"] == f"bytes */{size}"
    assert app.get(NQ, headers={"Range": "bytes=-0"}, status=416)


def test_file_when_it_changed_since_the_first_part_then_all_is_sent_again(app, lamps):
    first = app.get(NQ)
    assert first.data
    tag = first.headers["ETag"]
    update("package_patch", id="lamps", title="Lanterns")

    answer = app.get(NQ, headers={"Range": "bytes=10-", "If-Range": tag})

    assert answer.status_code == 200
    assert b"Lanterns" in answer.data
    assert answer.headers["ETag"] != tag
    late = app.get(NQ, headers={"Range": "bytes=10-", "If-Range": tag})
    assert late.status_code == 200


def test_dump_when_the_client_has_it_then_304_and_head_send_no_byte(app, lamps):
    for _ in range(2):  # streamed first, then from the file
        first = app.get(NQ)
        same = app.get(NQ, headers={"If-None-Match": first.headers["ETag"]}, status=304)
        assert same.data == b""
        assert same.headers["ETag"] == first.headers["ETag"]
        assert first.data
        head = app.test_client().head(NQ)
        assert head.data == b""
        assert head.headers["ETag"] == first.headers["ETag"]
        assert head.headers["Content-Type"] == "application/n-quads"
        assert head.headers["Access-Control-Allow-Origin"] == "*"
    assert head.headers["Content-Length"] == str(len(first.data))
    app.get(NQ, headers={"If-Match": '"another"'}, status=412)


def test_file_when_a_dataset_was_hidden_then_it_is_neither_served_nor_kept(app, lamps, folder):
    assert app.get(NQ).data
    update("package_patch", id="lamps", private=True)

    assert lamps["id"].encode() not in app.get(NQ).data

    for path in folder.iterdir():
        assert lamps["id"].encode() not in path.read_bytes()


def test_file_when_a_dataset_is_hidden_while_it_is_sent_then_sending_stops(app, lamps, monkeypatch):
    whole = app.get(NQ).data
    monkeypatch.setattr(catalog, "_CHUNK_BYTES", 100)
    monkeypatch.setattr(catalog, "CHECK_EVERY_S", 0)
    client = app.test_client()
    answer = client.get(NQ, buffered=False)
    chunks = iter(answer.response)
    sent = next(chunks)
    update("package_patch", id="lamps", private=True)

    with pytest.raises(CivicError):
        for chunk in chunks:
            sent += chunk

    assert len(sent) < len(whole)
    answer.close()


def test_job_when_datasets_changed_then_it_makes_what_is_wanted_and_removes_the_old(
    app, lamps, folder, ckan_config, monkeypatch
):
    monkeypatch.setitem(ckan_config, "ckanext.civic.rdf.dump_formats", ["nq.gz", "docx"])
    assert app.get("/rdf/catalog.ttl").data
    (folder / "catalog.xml.part").write_bytes(b"left by one who was killed")
    update("package_patch", id="lamps", title="Lanterns")
    catching_up.describe_everything()

    jobs.build_dumps()

    assert files(folder) == ["nq.gz", "ttl"]
    assert b"Lanterns" in app.get("/rdf/catalog.ttl").data
    assert len(list(folder.glob("catalog-*"))) == 2
    assert dump_files.build_files() == []


def test_job_when_it_dies_then_no_half_file_is_served(app, lamps, folder, monkeypatch):
    def dying(self, **kwargs):
        yield from ()
        raise RuntimeError("killed")

    catching_up.describe_everything()
    with monkeypatch.context() as crash:
        crash.setattr(snapshot.Snapshot, "datasets", dying)
        with pytest.raises(RuntimeError):
            dump_files.build_files()

    assert files(folder) == []
    assert lamps["id"].encode() in app.get(NQ).data


def test_file_when_another_builds_it_then_the_dump_is_streamed_all_the_same(app, lamps, folder):
    folder.mkdir()
    with (folder / "catalog.nq.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert lamps["id"].encode() in app.get(NQ).data
        assert files(folder) == []

    assert app.get(NQ).data
    assert files(folder) == ["nq"]


def test_folder_when_many_build_then_one_does(tmp_path):
    folder = DumpFolder(tmp_path)
    start, end, got = threading.Barrier(4), threading.Barrier(4), []

    def build() -> None:
        start.wait()
        with folder.building("nq") as is_mine:
            got.append(is_mine)
            end.wait()

    threads = [threading.Thread(target=build) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(got) == [False, False, False, True]


def test_file_when_the_folder_cannot_be_written_then_the_dump_is_streamed(
    app, lamps, tmp_path, ckan_config, monkeypatch
):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setitem(ckan_config, "ckanext.civic.rdf.dump_folder", str(tmp_path / "file"))

    for _ in range(2):
        assert lamps["id"].encode() in app.get(NQ).data


def test_file_when_the_database_was_restored_then_an_old_one_is_not_taken_for_the_new(
    app, lamps, folder
):
    """After a restore the numbers of changes come again; a file is not known by them alone."""
    from ckan import model

    assert app.get(NQ).data
    for table in (CivicRdfDescription, CivicRdfOutbox, CivicChange):
        model.Session.execute(sa.delete(table))
    model.Session.commit()
    update("package_patch", id="lamps", title="Lanterns")
    update("package_patch", id="bins", title="Boxes")

    assert b"Lanterns" in app.get(NQ).data


def test_dump_when_many_stream_then_the_next_waits_and_is_told(app, lamps, monkeypatch):
    monkeypatch.setattr(streams, "WAIT_S", 0.01)
    with ExitStack() as others:
        for _ in range(streams.MOST_AT_ONCE):
            others.enter_context(streams.slot())
        answer = app.get(NQ, status=503)
        assert "Too many dumps" in answer.body
        assert answer.headers["Retry-After"]

    for _ in range(streams.MOST_AT_ONCE + 1):  # each gives its place back, also when unread
        assert app.get(f"{NQ}?limit=9").status_code == 200
        assert app.test_client().head(f"{NQ}?limit=9").status_code == 200


def test_stream_when_nobody_reads_it_then_what_it_holds_is_given_back():
    held = ExitStack()
    freed = []
    held.callback(freed.append, "connection")
    stream = streams.HeldStream(iter([b"a"]), held)

    stream.close()
    stream.close()

    assert freed == ["connection"]


def test_job_when_datasets_changed_twice_then_one_making_is_queued(lamps):
    registry = ScheduledJobRegistry(queue=ckan_jobs.get_queue())
    for id in registry.get_job_ids():
        registry.remove(id)
    connect_to_redis().delete(dump_files._waiting_key())

    jobs.flush_outbox()
    update("package_patch", id="lamps", title="Lanterns")
    jobs.flush_outbox()

    queued = [Job.fetch(id, connection=registry.connection) for id in registry.get_job_ids()]
    assert [job.func_name for job in queued].count("ckanext.civic.rdf.jobs.build_dumps") == 1
