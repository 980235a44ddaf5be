"""Jars are what was locked, or they are not used."""

from __future__ import annotations

import hashlib
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.jars import Jar, cache_folder, collect, locked

BODY = b"a jar"
JAR = Jar("org.example:thing:1.0", hashlib.sha256(BODY).hexdigest(), len(BODY))


class Repository(BaseHTTPRequestHandler):
    """A Maven repository that has one jar."""

    body = BODY
    paths: list[str] = []

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.paths.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)


@pytest.fixture
def repository(monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Repository)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setattr(
        "jgo.constants.MAVEN_CENTRAL_URL", f"http://127.0.0.1:{server.server_port}/maven2"
    )
    monkeypatch.setattr(Repository, "paths", [])
    yield Repository
    server.shutdown()
    server.server_close()


def test_lock_file_when_read_then_every_jar_has_a_checksum_and_a_name_of_its_own():
    jars = locked()
    assert len(jars) == len({jar.filename for jar in jars}) == 128
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) and jar.size_bytes > 0 for jar in jars)


def test_filename_when_there_is_a_classifier_then_it_comes_last():
    assert Jar("g:netty:4.1:linux-x86_64", "", 0).filename == "netty-4.1-linux-x86_64.jar"


def test_collect_when_missing_then_downloads_once(tmp_path, repository):
    assert [path.read_bytes() for path in collect(tmp_path, print, [JAR])] == [BODY]
    collect(tmp_path, print, [JAR])
    assert repository.paths == ["/maven2/org/example/thing/1.0/thing-1.0.jar"]


def test_collect_when_a_jar_is_damaged_then_fetches_it_again(tmp_path, repository):
    (tmp_path / JAR.filename).write_bytes(b"half")
    (path,) = collect(tmp_path, print, [JAR])
    assert path.read_bytes() == BODY


def test_collect_when_the_repository_gives_another_file_then_refused(
    tmp_path, repository, monkeypatch
):
    monkeypatch.setattr(repository, "body", b"evil")
    with pytest.raises(CivicError, match=r"thing-1\.0\.jar could not be downloaded \(its checksum"):
        collect(tmp_path, print, [JAR])
    assert list(tmp_path.iterdir()) == []


def test_collect_when_there_is_no_network_then_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("jgo.constants.MAVEN_CENTRAL_URL", "http://127.0.0.1:1")
    with pytest.raises(CivicError, match="Check the connection to Maven Central"):
        collect(tmp_path, print, [JAR])


def test_cache_folder_when_user_has_no_home_then_the_installations_own(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.delenv("CIVIC_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cache_folder(tmp_path / "own") == tmp_path / "own"
