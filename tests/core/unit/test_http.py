"""The guarded client against a real misbehaving server on loopback."""

from __future__ import annotations

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ckanext.civic.core.http import AddressRefused, Client, HttpError, Limits, without_secrets


class Handler(BaseHTTPRequestHandler):
    calls: dict[str, int] = {}

    def log_message(self, *args):
        pass

    def do_GET(self):
        path = self.path.split("?")[0]
        self.calls[path] = self.calls.get(path, 0) + 1
        getattr(self, "do_" + path.strip("/").replace("-", "_"))()

    def answer(self, status=200, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_fine(self):
        self.answer(body=b'{"a": 1}')

    def do_error(self):
        self.answer(500, b"secret body")

    def do_busy_once(self):
        busy = self.calls["/busy-once"] == 1
        self.answer(429 if busy else 200, Retry_After="3")

    def do_busy_for_hours(self):
        self.answer(503, Retry_After="7200")

    def do_bomb(self):
        self.answer(body=gzip.compress(b"0" * 5_000_000), Content_Encoding="gzip")

    def do_short(self):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"only this")

    def do_slow(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(50):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def do_away(self):
        self.answer(302, Location="http://example.org/")

    def do_loop(self):
        self.answer(302, Location="/loop")

    def do_moved(self):
        self.answer(301, Location="/fine")


@pytest.fixture(scope="module")
def server():
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def client(waits):
    Handler.calls.clear()
    limits = Limits(size_bytes=1_000_000, total_timeout_s=10, retry_wait_s=5)
    return Client(allow_private=["127.0.0.1"], limits=limits, sleep=waits.append)


def test_get_when_answer_is_json_then_parses_it(client, server):
    assert client.get(f"{server}/fine").json() == {"a": 1}


def test_get_when_status_is_500_then_error_has_status_but_no_body(client, server):
    with pytest.raises(HttpError) as caught:
        client.get(f"{server}/error?token=abc")
    assert caught.value.status == 500
    assert "secret" not in str(caught.value) and "abc" not in str(caught.value)


def test_get_when_429_then_waits_as_told_and_tries_again(client, server, waits):
    assert client.get(f"{server}/busy-once").status == 200
    assert waits == [3.0]


def test_get_when_asked_to_wait_too_long_then_fails_at_once(client, server, waits):
    with pytest.raises(HttpError):
        client.get(f"{server}/busy-for-hours")
    assert waits == []


def test_get_when_gzip_bomb_then_stops_at_decompressed_cap(client, server):
    with pytest.raises(HttpError, match="over 1000000 bytes"):
        client.get(f"{server}/bomb")


def test_download_when_body_is_short_then_leaves_no_file(client, server, tmp_path):
    with pytest.raises(HttpError, match="broke off"):
        client.download(f"{server}/short", tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


def test_get_when_body_drips_then_total_deadline_ends_it(server):
    limits = Limits(total_timeout_s=0.2)
    with pytest.raises(HttpError, match="too long"):
        Client(allow_private=["127.0.0.1"], limits=limits).get(f"{server}/slow")


def test_get_when_redirected_to_another_site_then_refuses(client, server):
    with pytest.raises(HttpError, match="redirect"):
        client.get(f"{server}/away")


def test_get_when_redirects_loop_then_stops(client, server):
    with pytest.raises(HttpError, match="Too many"):
        client.get(f"{server}/loop")


def test_get_when_moved_on_the_same_site_then_follows(client, server):
    assert client.get(f"{server}/moved").body == b'{"a": 1}'


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/fine",
        "http://localhost:{port}/fine",
        "http://[::1]:{port}/fine",
        "http://[::ffff:7f00:1]:{port}/fine",
        "http://2130706433:{port}/fine",
        "http://0177.0.0.1:{port}/fine",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "file:///etc/hostname",
        "ftp://example.org/",
        "http:///nohost",
        "http://[broken/",
    ],
)
def test_get_when_address_is_private_or_no_web_address_then_refuses(server, url):
    port = server.rsplit(":", 1)[1]
    with pytest.raises(AddressRefused):
        Client().get(url.replace("{port}", port))


def test_get_when_only_another_port_is_allowed_then_refuses(server):
    with pytest.raises(AddressRefused):
        Client(allow_private=["127.0.0.1:1"]).get(f"{server}/fine")


def test_without_secrets_when_url_has_user_and_query_then_drops_them():
    assert without_secrets("https://u:p@host:8/x?key=1#f") == "https://host:8/x"
