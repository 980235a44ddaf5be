"""``/rdf/catalog.*``: the whole catalogue as an anonymous visitor sees it, in one file.

A client that takes gzip gets the packed file; parts of a file (``Range``) are of the bare one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flask import Blueprint, Response, request, stream_with_context

from ckanext.civic.core import clock

from ..dumps import DumpFormat, dump_format, dump_formats
from ..errors import DescriptionsBehind, RdfError
from ..http import REVALIDATE, Answered, preflight, refusal
from ..http.conditions import Verdict, entity_tag, http_date, stated_modification, verdict
from ..http.encodings import Encoding, chosen_encoding
from ..http.ranges import Part, Unsatisfiable, asked_part
from ..logic import dump_files
from ..logic.before_serving import before_serving
from ..logic.catalog_dump import CatalogDump
from ..logic.catching_up import catch_up
from ..logic.settled_catalog import settled_catalog
from ..logic.snapshot import CHECK_EVERY_S, CatalogState, catalog_state, hidden_since, snapshot
from .answers import problem, sent
from .streams import HeldStream, slot

catalog_blueprint = Blueprint("civic_rdf_catalog", __name__)

_CHUNK_BYTES = 256 * 1024
_CATCH_UP_S = 3.0  # how long a request waits for changes that are not described yet


@catalog_blueprint.route(
    "/rdf/catalog.<ending>", methods=["GET", "HEAD", "OPTIONS"], provide_automatic_options=False
)
def read(ending: str) -> Response:
    """Send the catalogue; ``?start=`` and ``?limit=`` (datasets) give a part of it."""
    if request.method == "OPTIONS":
        return sent(preflight())
    format = dump_format(ending)
    if format is None:
        endings = ", ".join(each.ending for each in dump_formats())
        return sent(refusal(404, f"The catalogue comes as {endings}."))
    try:
        start, limit = _number("start") or 0, _number("limit")
    except ValueError:
        return sent(refusal(400, "start and limit are whole numbers of datasets, 0 or more."))
    encoding = _encoding(format)
    if encoding is None:
        return sent(refusal(406, "Answers come as they are or in gzip."))
    try:
        return sent(_answered(_Dump(format, encoding, start, limit)))
    except RdfError as error:
        return problem(error)


@dataclass(frozen=True)
class _Dump:
    """What is asked for: a format, the coding that it is sent in, and which datasets of it."""

    format: DumpFormat
    encoding: Encoding
    start: int
    limit: int | None

    @property
    def is_part(self) -> bool:
        return bool(self.start) or self.limit is not None

    @property
    def made_as(self) -> DumpFormat:
        """The format whose bytes are sent: the packed one for a client that takes gzip."""
        if self.encoding is Encoding.IDENTITY:
            return self.format
        return dump_format(f"{self.format.ending}.gz") or self.format

    def headers(self, state: CatalogState) -> tuple[str, dict[str, str]]:
        """Return the ETag and the headers of this dump of ``state``."""
        part = f"{self.start}+{'' if self.limit is None else self.limit}"
        tag = entity_tag(state.version, self.format.ending, part, self.encoding.value)
        headers = {
            "Content-Type": self.format.media_type,
            "Content-Disposition": f'attachment; filename="catalog.{self.format.ending}"',
            "ETag": tag,
            "Cache-Control": REVALIDATE,
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "Content-Disposition, Content-Encoding, "
            "Content-Length, Content-Range, Content-Type, ETag, Last-Modified",
            "X-Content-Type-Options": "nosniff",
        }
        if not self.format.is_packed:
            headers["Vary"] = "Accept-Encoding"
        if self.encoding is not Encoding.IDENTITY:
            headers["Content-Encoding"] = self.encoding.value
        modified = stated_modification(state.modified, clock.now())
        if modified:
            headers["Last-Modified"] = http_date(modified)
        return tag, headers


def _encoding(format: DumpFormat) -> Encoding | None:
    """Return the coding to send a format in; None when the client takes none that there is."""
    if format.is_packed:
        return Encoding.IDENTITY
    accepted = request.headers.get("Accept-Encoding")
    chosen = chosen_encoding(accepted)
    if chosen is Encoding.GZIP and _is_get() and "Range" in request.headers:
        takes_bare = chosen_encoding(f"{accepted}, gzip;q=0, x-gzip;q=0") is Encoding.IDENTITY
        return Encoding.IDENTITY if takes_bare else chosen
    return chosen


def _answered(dump: _Dump) -> Answered:
    settled = settled_catalog() if _holds_one() else None
    if settled is not None:  # what the client holds is most often what there is
        tag, headers = dump.headers(settled)
        early = _early(headers, tag, settled)
        if early is not None and early.status == 304:
            if not dump.is_part:
                dump_files.note_asked(dump.made_as)
            return early
    catch_up(_CATCH_UP_S)
    before_serving()
    if dump.is_part:
        return _streamed(dump)
    return _kept(dump) or _streamed(dump)


def _kept(dump: _Dump) -> Answered | None:
    """Answer with the file that was made of just this state of the catalogue, if there is one."""
    state = catalog_state()
    path = dump_files.kept_file(dump.made_as, state)
    file = _opened(path) if path else None
    if file is None:
        return None
    answered = _answered_from(file, dump, state)
    if not callable(getattr(answered.body, "close", None)):
        file.close()
    return answered


def _answered_from(file: IO[bytes], dump: _Dump, state: CatalogState) -> Answered:
    size = os.fstat(file.fileno()).st_size
    tag, headers = dump.headers(state)
    has_parts = dump.encoding is Encoding.IDENTITY
    headers["Accept-Ranges"] = "bytes" if has_parts else "none"
    early = _early(headers, tag, state)
    if early:
        return early
    modified = stated_modification(state.modified, clock.now())
    try:
        wanted = has_parts and _is_get()
        part = asked_part(request.headers, size, tag, modified) if wanted else None
    except Unsatisfiable:
        answered = refusal(416, f"The file has {size} bytes.")
        answered.headers["Content-Range"] = f"bytes */{size}"
        return answered
    status = 206 if part else 200
    if part:
        headers["Content-Range"] = part.content_range
    part = part or Part(0, size, size)
    headers["Content-Length"] = str(part.length)
    if not _is_get():
        return Answered(status, headers)
    return Answered(status, headers, stream_with_context(_read(file, part, state)))


def _streamed(dump: _Dump) -> Answered:
    """Answer with a dump that is made while it is sent."""
    with ExitStack() as held:
        held.enter_context(slot())
        now = held.enter_context(snapshot())
        tag, headers = dump.headers(now.state)
        early = _early(headers, tag, now.state)
        if early:
            return early
        if not _is_get():
            return Answered(200, headers)
        made = CatalogDump(now, dump.made_as, dump.start, dump.limit)
        chunks = made.chunks() if dump.is_part else dump_files.kept_meanwhile(made)
        stream = HeldStream(chunks, held.pop_all())
    return Answered(200, headers, stream_with_context(stream))


def _early(headers: dict[str, str], tag: str, state: CatalogState) -> Answered | None:
    """Answer 304 or 412 when the request's conditions come to that."""
    now = clock.now()
    found = verdict(request.headers, tag, stated_modification(state.modified, now), now)
    if found is Verdict.NOT_MODIFIED:
        of_304 = {key: value for key, value in headers.items() if not key.startswith("Content-")}
        return Answered(304, of_304)
    if found is Verdict.FAILED:
        return refusal(412, "The catalogue is another one by now.")
    return None


def _read(file: IO[bytes], part: Part, state: CatalogState) -> Iterator[bytes]:
    """Yield a part of a file; break off when something in it was hidden meanwhile."""
    with file:
        file.seek(part.start)
        left, checked_at = part.length, time.monotonic()
        while left and (chunk := file.read(min(_CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk
            if time.monotonic() - checked_at >= CHECK_EVERY_S:
                if hidden_since(state):
                    raise DescriptionsBehind("Something was hidden while its dump was sent.")
                checked_at = time.monotonic()


def _opened(path: Path) -> IO[bytes] | None:
    try:
        return path.open("rb")
    except OSError:
        return None  # removed meanwhile


def _holds_one() -> bool:
    return "If-None-Match" in request.headers or "If-Modified-Since" in request.headers


def _is_get() -> bool:
    return request.method == "GET"


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(name)
    return int(text)
