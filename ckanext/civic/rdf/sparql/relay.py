"""Ask a store and keep its answer until all of it is there.

An answer that breaks off must never look whole, and over HTTP it often does: Oxigraph 0.5 ends an
answer that it has stopped with a sentence, status 200 and a proper end, and Fuseki writes a comment
into CSV. So every answer is taken in one syntax that shows where it ends (JSON, N-Triples), read to
its end, written in the syntax that was asked for, and only then sent. Up to a mebibyte stays in
memory, the rest is in a file without a name. A slow reader holds no query in the store.
(docs/adr/0017-sparql-answers-are-whole.md)

Source: SPARQL 1.1 Protocol, 2.1.3 (POST with parameters), 2.1.5 and 2.1.6 (answers).
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, NoReturn
from urllib.parse import urlencode

from ckanext.civic.core.http import Client, HttpError, Limits, Stream

from ..errors import QueryRefused, StoreRejected, StoreUnavailable
from ..stores import StoreAddresses

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
MEMORY_BYTES = 1024 * 1024
TOO_SLOW = 504

_STOPPED = re.compile(rb"cancell?ed|time[d-]? ?-?out", re.IGNORECASE)
# faults of the query that stores answer with a server error
_OF_QUERY = re.compile(r"custom function|not supported|unknown function", re.IGNORECASE)
_WORDS_BYTES = 2000
_LAST_BYTES = 300


def fetch(
    addresses: StoreAddresses,
    query: str,
    *,
    accept: str,
    parameters: Mapping[str, list[str]],
    limits: Limits,
) -> IO[bytes]:
    """Return the store's answer to ``query`` as a file at its beginning; close it.

    Raises StoreRejected (the query is at fault, in the store's words), StoreUnavailable, and
    QueryRefused with status 504 (it took too long) or 422 (the answer is too big).
    """
    form = urlencode([("query", query), *_pairs(parameters)]).encode("ascii")
    started = time.monotonic()
    file = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 - given away
    try:
        with _asked(addresses, form, accept, limits) as answer:
            _take(answer, accept, file, limits)
    except HttpError as error:
        file.close()
        if time.monotonic() - started > limits.total_timeout_s * 0.95:
            raise too_slow(limits) from error
        raise StoreUnavailable(
            f"The quad store does not answer: {error.message}", advice="Try again later."
        ) from error
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def broken(file: IO[bytes], limits: Limits) -> QueryRefused | StoreUnavailable:
    """Return what to say of an answer that does not end as its syntax wants."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LAST_BYTES))
    if _STOPPED.search(file.read()):
        return too_slow(limits)
    return StoreUnavailable("The quad store broke its answer off.", advice="Try again later.")


def too_slow(limits: Limits) -> QueryRefused:
    """Return the error for a query that reached the time limit."""
    return QueryRefused(
        f"The query took over {limits.total_timeout_s:g} seconds and was stopped.",
        status=TOO_SLOW,
        advice="Ask for less: name a graph, a kind of thing or a LIMIT.",
    )


def too_big(limits: Limits) -> QueryRefused:
    """Return the error for an answer that reached the size limit."""
    return QueryRefused(
        f"The answer is over {limits.size_bytes} bytes, and nothing of it is sent.",
        status=422,
        advice="Ask for it in parts, with ORDER BY, LIMIT and OFFSET; whole graphs and the whole"
        " catalogue can be downloaded.",
    )


@contextmanager
def _asked(addresses: StoreAddresses, form: bytes, accept: str, limits: Limits) -> Iterator[Stream]:
    """Send the query, once more when the store wants another proof of who asks."""
    # this module counts the bytes itself, before the client would
    own = replace(limits, size_bytes=limits.size_bytes + MEMORY_BYTES)
    client = Client(allow_private=addresses.hosts, limits=own, ca_file=addresses.ca_file or None)
    credentials = addresses.credentials()
    for may_learn in (True, False):
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        proof = credentials.header("POST", addresses.query)
        if proof:
            headers["Authorization"] = proof
        with client.stream("POST", addresses.query, headers=headers, data=form) as answer:
            challenge = answer.headers.get("www-authenticate", "")
            if answer.status == 401 and may_learn and credentials.learn(challenge):
                continue
            yield answer
            return


def _take(answer: Stream, accept: str, file: IO[bytes], limits: Limits) -> None:
    if answer.status != 200:
        _refuse(answer, limits)
    if answer.headers.get("content-type", "").split(";")[0].strip().lower() != accept:
        raise StoreUnavailable("The quad store answered in a format that nobody asked for.")
    size = 0
    for chunk in answer.chunks:
        size += len(chunk)
        if size > limits.size_bytes:
            raise too_big(limits)
        file.write(chunk)


def _refuse(answer: Stream, limits: Limits) -> NoReturn:
    words = b""
    for chunk in answer.chunks:
        words += chunk
        if len(words) > _WORDS_BYTES:
            break
    reason = words[:_WORDS_BYTES].decode("utf-8", "replace").strip()
    if answer.status in (408, 500, 503, 504) and _STOPPED.search(words):
        raise too_slow(limits)
    if answer.status == 400 or (answer.status == 500 and _OF_QUERY.search(reason)):
        raise StoreRejected(f"The query cannot be run: {_sentence(reason)}")
    raise StoreUnavailable(f"The quad store answered {answer.status}.", advice="Try again later.")


def _sentence(reason: str) -> str:
    """Return a store's words on one query in one line, without what it says of its own code."""
    lines = [line.strip() for line in reason.splitlines()]
    noise = ("at ", "Fuseki -", "Caused by")
    said = [line for line in lines if line and not line.startswith(noise)]
    return " ".join(said)[:500] or "no reason given"


def _pairs(parameters: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, values in parameters.items():
        for value in values:
            yield name, value
