"""What a request to ``/sparql`` asks for, by the SPARQL 1.1 Protocol.

Source: SPARQL 1.1 Protocol, 2.1.1 (GET), 2.1.2 (POST with a form), 2.1.3 (POST directly), 2.1.4
(graphs of a request), 2.2 (update, which is refused).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request

from ckanext.civic.core.nquads import is_iri

from ..errors import QueryRefused
from ..sparql.dataset import Dataset
from ..sparql.formats import accepted_format, named_format

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
UPDATE_TYPE = "application/sparql-update"
BODY_BYTES = 500_000  # a query has at most 100,000 characters; the rest is for names of graphs
GRAPHS = 1000
FIELDS = 2 * GRAPHS + 100

_GRAPH_FIELDS = ("default-graph-uri", "named-graph-uri")
_UPDATE_FIELDS = ("update", "using-graph-uri", "using-named-graph-uri")


@dataclass(frozen=True)
class Question:
    """The text of a query, the graphs that the request names, the format it names, its Accept."""

    text: str
    dataset: Dataset | None
    format: str
    accept: str | None

    def chosen(self, offered: Mapping[str, str], known: Mapping[str, str]) -> str:
        """Return the key of ``offered`` (key → media type) that the answer comes in.

        ``known`` are all formats there are. Raises QueryRefused: 406 when none is wanted, 400 for
        a ``format`` that nobody knows.
        """
        if self.format:
            key = named_format(self.format, offered)
            if key is None:
                status = 406 if named_format(self.format, known) else 400
                raise QueryRefused(
                    f"format can be {', '.join(offered)} for this query.", status=status
                )
            return key
        key = accepted_format(self.accept, offered)
        if key is None:
            raise QueryRefused(f"Answers come as {', '.join(offered.values())}.", status=406)
        return key


def question(request: Request) -> Question | None:
    """Return what is asked; None when a GET asks for nothing, and so for the service itself.

    Raises QueryRefused: 400 for a malformed request, 403 for an update, 413, 415.
    """
    fields = _pairs(request.query_string)
    text = None
    if request.method == "POST":
        body_fields, text = _body(request)
        fields += body_fields
    if len(fields) > FIELDS:
        raise _too_many()
    if any(name in _UPDATE_FIELDS for name, _ in fields):
        raise read_only_error()
    texts = [value for name, value in fields if name == "query"]
    if text is not None:
        texts.append(text)
    dataset = _dataset(fields)
    if not texts and request.method != "POST" and dataset is None:
        return None
    if len(texts) != 1:
        raise QueryRefused(f"Send one query; the request has {len(texts) or 'none'}.")
    named = next((value for name, value in fields if name == "format"), "")
    return Question(texts[0], dataset, named, request.headers.get("Accept"))


def read_only_error() -> QueryRefused:
    """Return the error for an update."""
    return QueryRefused(
        "Updates are not allowed: this end point is read only.",
        status=403,
        advice="Change the dataset on its portal; its graph follows.",
    )


def _body(request: Request) -> tuple[list[tuple[str, str]], str | None]:
    """Return the fields of a form, or the text of a query that was posted directly."""
    kind = request.mimetype
    if kind == UPDATE_TYPE:
        raise read_only_error()
    charset = request.mimetype_params.get("charset", "utf-8").strip("\"' ").lower()
    if kind not in (QUERY_TYPE, FORM_TYPE) or charset not in ("utf-8", "utf8", "us-ascii"):
        raise QueryRefused(f"Send the query as {QUERY_TYPE} or {FORM_TYPE}, in UTF-8.", status=415)
    if kind == FORM_TYPE:
        if request.form:  # something has read the form before us
            return list(request.form.items(multi=True)), None
        return _pairs(_bytes_of(request)), None
    return [], _utf8(_bytes_of(request))


def _bytes_of(request: Request) -> bytes:
    if request.content_encoding:
        raise QueryRefused("Send the query without a Content-Encoding.", status=415)
    too_long = QueryRefused(f"The request is over {BODY_BYTES} bytes.", status=413)
    if (request.content_length or 0) > BODY_BYTES:
        raise too_long
    body = request.stream.read(BODY_BYTES + 1)
    if len(body) > BODY_BYTES:
        raise too_long
    return body


def _pairs(form: bytes) -> list[tuple[str, str]]:
    """Return the pairs of a form; source: URL Standard, 5.1."""
    try:
        return parse_qsl(
            form.decode("ascii", "strict") if form.isascii() else _utf8(form),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=FIELDS,
        )
    except UnicodeDecodeError as error:
        raise QueryRefused("The request is not UTF-8.") from error
    except ValueError as error:
        raise _too_many() from error


def _too_many() -> QueryRefused:
    return QueryRefused(f"The request has over {FIELDS} fields.", status=413)


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryRefused("The query is not UTF-8.") from error


def _dataset(fields: list[tuple[str, str]]) -> Dataset | None:
    default, named = (
        tuple(dict.fromkeys(value for field, value in fields if field == name))
        for name in _GRAPH_FIELDS
    )
    if not (default or named):
        return None
    if len(default) + len(named) > GRAPHS:
        raise QueryRefused(f"A request can name {GRAPHS} graphs.", status=413)
    if not all(map(is_iri, (*default, *named))):
        raise QueryRefused("A graph's name must be an absolute IRI.")
    return Dataset(default, named)
