"""How many pages that need the store are made at a time.

A page holds one of the web server's threads while the store thinks. So that a slow store never has
all of them, only a few such pages are made at once, in all processes together; the next one is told
to come back. A request keeps its place until it is answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Response, after_this_request, has_request_context, request

from .. import config
from .query_slots import query_slot

# A place is given back by itself after so long; a page takes a fraction of it.
_PLACE_S = 30
_MINE = "civic_rdf.place"


@contextmanager
def page_place() -> Iterator[None]:
    """Hold a place: the request's own where there is a request. Raises Busy when none is free."""
    if not has_request_context():
        with _place():
            yield
        return
    if _MINE not in request.environ:
        held = ExitStack()
        held.enter_context(_place())
        request.environ[_MINE] = held
        after_this_request(_give_back)
    yield


@contextmanager
def copy_place(seconds: float) -> Iterator[None]:
    """Hold a place for copying a graph, ``seconds`` long: one page at least can be made beside."""
    limit = max(1, config.page_queries() - 1)
    with query_slot(limit=limit, seconds=seconds, kind="copies"):
        yield


@contextmanager
def _place() -> Iterator[None]:
    with query_slot(limit=config.page_queries(), seconds=_PLACE_S, kind="pages"):
        yield


def _give_back(response: Response) -> Response:
    held = request.environ.pop(_MINE, None)
    if held is not None:
        held.close()
    return response
