"""One client for every store that speaks SPARQL 1.1 and the Graph Store HTTP Protocol.

Writes replace, change or delete one whole named graph, so that each can be repeated: after a
crash or a time-out the same write is simply made again.

Sources: W3C SPARQL 1.1 Protocol, 2.1.2 (query via POST with a form: names of graphs never stand
in an address), 2.2.2 (update via POST directly); SPARQL 1.1 Graph Store HTTP Protocol, 4.1
(indirect graph identification), 5.2 GET, 5.3 PUT, 5.4 DELETE, 5.5 POST.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import IO, Any
from urllib.parse import urlencode, urlsplit

from ckanext.civic.core.http import Client, HttpError, Limits, Response

from ..errors import StoreRejected, StoreUnavailable
from .addresses import StoreAddresses
from .graph_file import GraphFile

N_TRIPLES = "application/n-triples"
SPARQL_JSON = "application/sparql-results+json"
SPARQL_QUERY = "application/sparql-query"
SPARQL_UPDATE = "application/sparql-update"

# A graph takes an unhurried store a second a megabyte (docs/adr/0016-big-graphs.md).
DEFAULT_LIMITS = Limits(retries=1)
COUNT_TIMEOUT_S = 600
WRITE_TIMEOUT_S = 60
WRITTEN_BYTES_A_S = 500_000
_ANY_SIZE_BYTES = 1 << 40
_OK = (200, 201, 202, 204)


class SparqlStore:
    """Query a store, and write, get, delete and list its named graphs. Use it in one thread.

    ``query_limits`` are of queries; ``write_timeout_s`` is how long a small write may take, in
    seconds, and a big one has more, by its size. Every method raises StoreUnavailable when there
    is no answer or a server error, and StoreRejected when the store refuses the request.
    """

    def __init__(
        self,
        addresses: StoreAddresses,
        *,
        query_limits: Limits | None = None,
        write_timeout_s: float = WRITE_TIMEOUT_S,
    ) -> None:
        self._addresses = addresses
        self._credentials = addresses.credentials()
        self._query_limits = query_limits or DEFAULT_LIMITS
        self._write_timeout_s = write_timeout_s

    @property
    def can_update(self) -> bool:
        """Whether a graph can be changed in part."""
        return bool(self._addresses.update)

    @property
    def can_load_in_bulk(self) -> bool:
        """Whether the store has a way to load a graph that is fast and not atomic."""
        return bool(self._addresses.bulk)

    def query(
        self,
        query: str,
        *,
        accept: str,
        parameters: Mapping[str, list[str]] | None = None,
        limits: Limits | None = None,
    ) -> Response:
        """Run a read-only query; ``parameters`` go into a form with it, never into an address."""
        kind, body = SPARQL_QUERY, query.encode("utf-8", "replace")
        if parameters:
            kind = "application/x-www-form-urlencoded"
            body = urlencode({"query": body, **parameters}, doseq=True).encode("ascii")
        answer = self._request(
            "POST",
            self._addresses.query,
            limits=limits or self._query_limits,
            headers={"Content-Type": kind, "Accept": accept},
            data=body,
            expect=(200, 400),
        )
        if answer.status == 400:  # the store's own words on the query are of use to who wrote it
            reason = answer.body.decode("utf-8", "replace").strip()[:500]
            raise StoreRejected(f"The query cannot be run: {reason or 'no reason given'}")
        return answer

    def select(self, query: str, *, limits: Limits | None = None) -> list[dict[str, str]]:
        """Return the solutions of a SELECT as plain text by variable, without datatypes."""
        answer = self.query(query, accept=SPARQL_JSON, limits=limits)
        try:
            bindings = json.loads(answer.body)["results"]["bindings"]
            return [{name: term["value"] for name, term in row.items()} for row in bindings]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreRejected("The store's answer is not SPARQL JSON.") from error

    def put(self, graph: str, content: bytes | GraphFile) -> None:
        """Replace the whole graph by the N-Triples in ``content``; make it when it's new."""
        self._write("PUT", self._graph_address(graph), N_TRIPLES, content)

    def load_in_bulk(self, graph: str, content: GraphFile) -> None:
        """Add the N-Triples in ``content`` to the graph: fast, and half done when it fails."""
        address = _with(self._graph_address(graph), self._addresses.bulk)
        self._write("POST", address, N_TRIPLES, content)

    def update(self, text: Iterable[bytes]) -> None:
        """Run a SPARQL 1.1 Update, in one transaction where the store has them."""
        self._write("POST", self._addresses.update, SPARQL_UPDATE, b"".join(text))

    def delete(self, graph: str, *, statements: int = 0) -> None:
        """Remove the graph; a graph that is not there counts as removed.

        ``statements`` is about how many it has: a big graph is given more time.
        """
        limits = self._limits_of(statements * 100)
        address = self._graph_address(graph)
        self._request("DELETE", address, limits=limits, expect=(*_OK, 404))

    def get(self, graph: str, *, accept: str, limits: Limits | None = None) -> Response | None:
        """Return the graph in the format ``accept``, or None when it's not there."""
        answer = self._request(
            "GET",
            self._graph_address(graph),
            limits=limits or self._query_limits,
            headers={"Accept": accept},
            expect=(200, 404),
        )
        return answer if answer.status == 200 else None

    def copy(self, graph: str, file: IO[bytes], *, accept: str = N_TRIPLES) -> bool:
        """Write the whole graph in the format ``accept`` into ``file``; False when not there.

        In constant memory, and as big as the graph is.
        """
        limits = replace(self._query_limits, size_bytes=_ANY_SIZE_BYTES)
        address = self._graph_address(graph)
        for may_learn in (True, False):
            headers = {"Accept": accept, **self._proof("GET", address)}
            try:
                with self._client(limits).stream("GET", address, headers=headers) as answer:
                    if answer.status == 200:
                        file.writelines(answer.chunks)
                        return True
            except HttpError as error:
                raise _said(error) from error
            if answer.status == 404:
                return False
            if answer.status != 401 or not may_learn or not self._is_challenged_by(address):
                raise _said(
                    HttpError(f"Answered {answer.status}.", url=address, status=answer.status)
                )
        raise AssertionError("unreachable: the second turn returns or raises")

    def count(self, graph: str) -> int:
        """Return how many statements the graph holds."""
        query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        rows = self.select(query, limits=self._patient)
        return _number(rows[0] if rows else {})

    def counts(self) -> dict[str, int]:
        """Return how many statements each graph of the store holds."""
        query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        rows = self.select(query, limits=self._patient)
        return {row["g"]: _number(row) for row in rows if "g" in row}

    def has_any(self, graphs: Iterable[str]) -> bool:
        """Tell whether one of the graphs holds a statement."""
        parts = " UNION ".join(f"{{ GRAPH <{graph}> {{ ?s ?p ?o }} }}" for graph in graphs)
        return bool(self.select(f"SELECT ?s {{ {parts} }} LIMIT 1"))

    def graphs(self) -> set[str]:
        """Return the names of all graphs that hold something."""
        rows = self.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", limits=self._patient)
        return {row["g"] for row in rows}

    @property
    def _patient(self) -> Limits:
        """Limits of a query that reads a whole graph, or all."""
        longest = max(COUNT_TIMEOUT_S, self._query_limits.total_timeout_s)
        if self._query_limits.total_timeout_s < DEFAULT_LIMITS.total_timeout_s:
            return self._query_limits  # who asked for haste has it
        return replace(self._query_limits, read_timeout_s=longest, total_timeout_s=longest)

    def _graph_address(self, graph: str) -> str:
        return _with(self._addresses.graph, {"graph": [graph]})

    def _write(self, method: str, address: str, kind: str, content: bytes | GraphFile) -> None:
        headers = {"Content-Type": kind, "Content-Length": str(len(content))}
        limits = self._limits_of(len(content))
        self._request(method, address, limits=limits, headers=headers, data=content)

    def _limits_of(self, size_bytes: int) -> Limits:
        seconds = self._write_timeout_s + size_bytes // WRITTEN_BYTES_A_S
        limits = self._query_limits
        return replace(limits, read_timeout_s=seconds, total_timeout_s=2 * seconds)

    def _proof(self, method: str, address: str) -> dict[str, str]:
        proof = self._credentials.header(method, address)
        return {"Authorization": proof} if proof else {}

    def _client(self, limits: Limits) -> Client:
        # a new one each time: a connection that the store closed while it was idle must not pass
        # for a store that is down
        return Client(
            allow_private=self._addresses.hosts,
            limits=limits,
            ca_file=self._addresses.ca_file or None,
        )

    def _request(
        self,
        method: str,
        address: str,
        *,
        limits: Limits,
        headers: Mapping[str, str] | None = None,
        data: Any = None,
        expect: Collection[int] = _OK,
    ) -> Response:
        client = self._client(limits)
        for may_learn in (True, False):
            try:
                return client.request(
                    method,
                    address,
                    headers={**(headers or {}), **self._proof(method, address)},
                    data=data,
                    expect=expect,
                )
            except HttpError as error:
                if error.status == 401 and may_learn and self._is_challenged_by(address):
                    continue
                raise _said(error) from error
        raise AssertionError("unreachable: the second turn returns or raises")

    def _is_challenged_by(self, address: str) -> bool:
        """Ask a service for its challenge; tell whether there is one that can be met."""
        try:
            answer = self._client(self._query_limits).request("GET", address, expect=(401,))
        except HttpError:
            return False
        return self._credentials.learn(answer.headers.get("www-authenticate", ""))


def _said(error: HttpError) -> StoreUnavailable | StoreRejected:
    if error.status is None or error.status >= 500:
        return StoreUnavailable(
            f"The quad store does not answer: {error.message}",
            advice="Start it, or correct ckanext.civic.rdf.store_*_url.",
        )
    return StoreRejected(f"The quad store refused the request: {error.message}")


def _number(row: Mapping[str, str]) -> int:
    try:
        return int(row["n"])
    except (KeyError, ValueError) as error:
        raise StoreRejected("The store's answer has no count.") from error


def _with(address: str, parameters: Mapping[str, list[str]]) -> str:
    if not parameters:
        return address
    joiner = "&" if urlsplit(address).query else "?"
    return address + joiner + urlencode(parameters, doseq=True)
