"""One client for every store that speaks SPARQL 1.1 and the Graph Store HTTP Protocol.

Writes replace or delete one whole named graph, so that each can be repeated: after a crash or a
time-out the same write is simply made again.

Sources: W3C SPARQL 1.1 Protocol, 2.1; SPARQL 1.1 Graph Store HTTP Protocol, 4.1 (indirect graph
identification), 5.2 GET, 5.3 PUT, 5.4 DELETE.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from ckanext.civic.core.http import CHUNK_BYTES, Client, HttpError, Limits, Response

from ..errors import StoreRejected, StoreUnavailable

N_TRIPLES = "application/n-triples"
SPARQL_JSON = "application/sparql-results+json"

# A graph of 770,000 statements takes a store half a minute (docs/explanation/linked-data.md).
WRITE_LIMITS = Limits(read_timeout_s=900, total_timeout_s=1800, retries=1)


@dataclass(frozen=True)
class StoreAddresses:
    """Where a store listens: absolute URLs of its query, update and graph store services."""

    query: str
    update: str
    graph: str
    user: str = ""
    password: str = ""

    @property
    def hosts(self) -> frozenset[str]:
        """The ``host:port`` of each address, which may be private: the operator named them."""
        return frozenset(
            f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
            for parts in map(urlsplit, (self.query, self.update, self.graph))
            if parts.hostname
        )


class GraphFile:
    """A file as a request body that can be sent again: each iteration starts at its beginning."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __len__(self) -> int:
        return self._path.stat().st_size

    def __iter__(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk


class SparqlStore:
    """Query a store, and put, get, delete and list its named graphs. Use it in one thread.

    Every method raises StoreUnavailable when there is no answer or a server error, and
    StoreRejected when the store refuses the request.
    """

    def __init__(self, addresses: StoreAddresses, *, query_limits: Limits | None = None) -> None:
        self._addresses = addresses
        hosts = addresses.hosts
        self._reader = Client(allow_private=hosts, limits=query_limits or Limits(retries=1))
        self._writer = Client(allow_private=hosts, limits=WRITE_LIMITS)

    def query(
        self, query: str, *, accept: str, parameters: Mapping[str, list[str]] | None = None
    ) -> Response:
        """Run a read-only query; ``parameters`` go into the request's address as they are."""
        address = _with(self._addresses.query, parameters or {})
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        body = query.encode("utf-8", "replace")
        answer = self._request(
            self._reader, "POST", address, headers=headers, data=body, expect=(200, 400)
        )
        if answer.status == 400:  # the store's own words on the query are of use to who wrote it
            reason = answer.body.decode("utf-8", "replace").strip()[:500]
            raise StoreRejected(f"The query cannot be run: {reason or 'no reason given'}")
        return answer

    def select(self, query: str) -> list[dict[str, str]]:
        """Return the solutions of a SELECT as plain text by variable, without datatypes."""
        answer = self.query(query, accept=SPARQL_JSON)
        try:
            bindings = json.loads(answer.body)["results"]["bindings"]
        except (ValueError, KeyError, TypeError) as error:
            raise StoreRejected("The store's answer is not SPARQL JSON.") from error
        return [{name: term["value"] for name, term in row.items()} for row in bindings]

    def put(self, graph: str, content: bytes | GraphFile) -> None:
        """Replace the whole graph by the N-Triples in ``content``; make it when it's new."""
        headers = {"Content-Type": N_TRIPLES, "Content-Length": str(len(content))}
        self._request(
            self._writer, "PUT", self._graph_address(graph), headers=headers, data=content
        )

    def delete(self, graph: str) -> None:
        """Remove the graph; a graph that is not there counts as removed."""
        self._request(
            self._writer, "DELETE", self._graph_address(graph), expect=(200, 202, 204, 404)
        )

    def get(self, graph: str, *, accept: str) -> Response | None:
        """Return the graph in the format ``accept``, or None when it's not there."""
        answer = self._request(
            self._reader,
            "GET",
            self._graph_address(graph),
            headers={"Accept": accept},
            expect=(200, 404),
        )
        return answer if answer.status == 200 else None

    def count(self, graph: str) -> int:
        """Return how many statements the graph holds."""
        rows = self.select(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return int(rows[0]["n"])

    def graphs(self) -> set[str]:
        """Return the names of all graphs that hold something."""
        rows = self.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return {row["g"] for row in rows}

    def _graph_address(self, graph: str) -> str:
        return _with(self._addresses.graph, {"graph": [graph]})

    def _request(
        self,
        client: Client,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        data: bytes | GraphFile | None = None,
        expect: tuple[int, ...] = (200, 201, 202, 204),
    ) -> Response:
        all_headers = dict(headers or {})
        if self._addresses.user:
            pair = f"{self._addresses.user}:{self._addresses.password}".encode()
            all_headers["Authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")
        try:
            return client.request(method, address, headers=all_headers, data=data, expect=expect)
        except HttpError as error:
            if error.status is None or error.status >= 500:
                raise StoreUnavailable(
                    f"The quad store does not answer: {error.message}",
                    advice="Start it, or correct ckanext.civic.rdf.store_*_url.",
                ) from error
            raise StoreRejected(f"The quad store refused the request: {error.message}") from error


def _with(address: str, parameters: Mapping[str, list[str]]) -> str:
    if not parameters:
        return address
    joiner = "&" if urlsplit(address).query else "?"
    return address + joiner + urlencode(parameters, doseq=True)
