"""Ways to a store: https with an authority of one's own, and what proves who asks."""

from __future__ import annotations

import hashlib
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from requests.utils import parse_dict_header

from ckanext.civic.core.http import Limits
from ckanext.civic.rdf.errors import StoreRejected, StoreUnavailable
from ckanext.civic.rdf.stores import SparqlStore, StoreAddresses
from fixtures.misbehaving_server import Answer, MisbehavingServer, Request

GRAPH = "http://a.example/graph/m/x%20y"
CONTENT = b"<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n"
ONCE = Limits(retries=0)
CHALLENGE = {"WWW-Authenticate": 'Digest realm="SPARQL", nonce="n-1", qop="auth", algorithm=MD5'}


def client(base: str, **options: str) -> SparqlStore:
    """Return a client of a server's ``/store``."""
    services = StoreAddresses(f"{base}/query", f"{base}/update", f"{base}/store", **options)
    return SparqlStore(services, query_limits=ONCE)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that no public authority knows, and its key (PEM files)."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


@pytest.fixture
def https_server(certificate: tuple[Path, Path]) -> Iterator[MisbehavingServer]:
    """A server that speaks https with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = MisbehavingServer(context)
    yield server
    server.close()


def test_store_when_its_authority_is_trusted_then_it_is_written_by_https(
    https_server: MisbehavingServer, certificate: tuple[Path, Path]
):
    https_server.route("/store", Answer(status=204))

    client(https_server.url, ca_file=str(certificate[0])).put(GRAPH, CONTENT)

    (request,) = https_server.requests
    assert (request.method, request.query, request.body) == ("PUT", {"graph": GRAPH}, CONTENT)


def test_store_when_its_authority_is_unknown_then_nothing_is_sent(https_server: MisbehavingServer):
    https_server.route("/store", Answer(status=204))

    with pytest.raises(StoreUnavailable):
        client(https_server.url, user="civic", password="hidden").put(GRAPH, CONTENT)

    assert https_server.requests == []


def test_store_when_it_wants_a_token_then_it_is_sent(misbehaving_server: MisbehavingServer):
    misbehaving_server.route("/store", Answer(status=204))

    client(misbehaving_server.url, auth="bearer", password="a-token").put(GRAPH, CONTENT)

    assert misbehaving_server.requests[0].headers["authorization"] == "Bearer a-token"


def digest(request: Request, password: str) -> str:
    """Return what a request's ``response`` must be (RFC 7616, 3.4.1, with MD5 and auth)."""

    def md5(*parts: str) -> str:
        return hashlib.md5(":".join(parts).encode()).hexdigest()

    said = parse_dict_header(request.headers["authorization"].partition(" ")[2])
    secret = md5(said["username"], said["realm"], password)
    asked = md5(request.method, said["uri"])
    return md5(secret, said["nonce"], said["nc"], said["cnonce"], said["qop"], asked)


def test_store_when_it_wants_a_digest_then_the_write_is_made_again_with_one(
    misbehaving_server: MisbehavingServer,
):
    refused = Answer(status=401, headers=CHALLENGE)
    misbehaving_server.route("/store", refused, refused, Answer(status=204))
    store = client(misbehaving_server.url, auth="digest", user="civic", password="hidden")

    store.put(GRAPH, CONTENT)
    store.delete(GRAPH)

    put, delete = misbehaving_server.requests[2:]
    assert put.body == CONTENT
    for number, request in enumerate((put, delete), start=1):
        said = parse_dict_header(request.headers["authorization"].partition(" ")[2])
        assert said["uri"] == "/store?graph=http%3A%2F%2Fa.example%2Fgraph%2Fm%2Fx%2520y"
        assert said["nc"] == f"{number:08}"
        assert said["response"] == digest(request, "hidden")


@pytest.mark.parametrize("kind", ["basic", "digest", "bearer"])
def test_store_when_the_password_is_wrong_then_that_is_said_without_it(
    misbehaving_server: MisbehavingServer, kind: str
):
    misbehaving_server.route("/store", Answer(status=401, headers=CHALLENGE))
    store = client(misbehaving_server.url, auth=kind, user="civic", password="hidden")

    with pytest.raises(StoreRejected) as refused:
        store.put(GRAPH, CONTENT)

    assert len(misbehaving_server.requests) <= 3
    assert "hidden" not in str(refused.value)
