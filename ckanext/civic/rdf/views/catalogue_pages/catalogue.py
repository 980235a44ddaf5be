"""``/catalog.*``: the catalogue, page by page, in the stable order of `logic.catalogue`.

Without an ending it is at ``/catalog`` and, for whoever prefers data to a page, at ``/``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from flask import request

from ckanext.civic.core import nquads

from ... import config
from ...http import Content, Link
from ...logic.before_serving import before_serving
from ...logic.catalogue import Found, State, page_of_all, state
from ...logic.catalogue_search import search_page
from ...logic.described_by import Describer, describer
from ...pages.formats import MEDIA_TYPES
from ...pages.hydra import Neighbours, view_quads
from ...pages.parameters import NoSuchPage, PageQuery, Place, arguments, page_query
from ...pages.writing import written
from ..answers import has_already
from .negotiated import chosen_format, document, local_address, with_ending

MOST_AT_ONCE = 998  # CKAN's search gives 1,000 at the most; one more tells that there are more


def catalogue_page(ending: str | None) -> Content:
    """Return the page that the request asks for; raises what `answered` puts into words."""
    chosen = chosen_format(ending)
    query = page_query(arguments(request.query_string))
    page = _Page(query, chosen, is_negotiated=ending is None)
    known = page.known()
    if known is not None and has_already(known):
        return known
    before_serving()
    page.state = state()
    return page.content(page.find())


class _Page:
    """One page in one format."""

    def __init__(self, query: PageQuery, ending: str, *, is_negotiated: bool) -> None:
        self.query, self.ending, self.is_negotiated = query, ending, is_negotiated
        self.size = max(1, min(MOST_AT_ONCE, config.datasets_per_page()))
        self.describer: Describer = describer(query.profiles)
        self.state: State = state()
        self.catalog = local_address("catalog")

    def known(self) -> Content | None:
        """Return the content when the state of the descriptions says all about it, unread."""
        if self.query.is_filtered or not self.state.is_settled or not self.describer.is_ours:
            return None
        return self._document(None, None)

    def find(self) -> Found:
        """Return the datasets of the page; raises NoSuchPage beyond the end."""
        if self.query.is_filtered or not self.state.is_settled:
            found = search_page(self.query, self.size)
        else:
            start = (self.query.page - 1) * self.size
            found = page_of_all(self.size, start, self.query.after)
        pages = self._pages(found)
        if not self.query.after and self.query.page > pages:
            raise NoSuchPage(f"There is no page {self.query.page}: the last one is {pages}.")
        return found

    def content(self, found: Found) -> Content:
        """Return the page with these datasets."""
        links = [
            Link(self._document_address(address), relation, MEDIA_TYPES[self.ending])
            for relation, address in (
                ("first", self._at(1)),
                ("prev", self._previous()),
                ("next", self._next(found)),
                ("last", self._at(self._pages(found))),
            )
            if address
        ]
        return self._document(found, links)

    def _document(self, found: Found | None, links: Sequence[Link] | None) -> Content:
        validator: list[str] | None = None
        if self.describer.is_ours:
            # a page of everything that is settled depends on the state alone; else on what is found
            by_state = not self.query.is_filtered and self.state.is_settled
            parts = "" if by_state or found is None else f"{found.total} {' '.join(found.ids)}"
            validator = [self.state.text, self._address(), str(self.size), parts]
        return document(
            self._address(),
            self.ending,
            lambda: self._written(found or self.find()),
            is_negotiated=self.is_negotiated,
            validator=validator,
            changed_at=None if self.query.is_filtered else self.state.changed_at,
            links=links,
        )

    def _written(self, found: Found) -> bytes:
        neighbours = Neighbours(
            this=self._document_address(self._address()),
            first=self._document_address(self._at(1)),
            last=self._document_address(self._at(self._pages(found))),
            total=found.total,
            next=self._document_address(self._next(found)),
            previous=self._document_address(self._previous()),
        )
        quads = view_quads(config.site().catalog_iri, neighbours)
        view = "".join(nquads.lines(quads)).encode("utf-8")
        said = (each.nquads for each in self.describer.datasets(found.ids))
        return written([self.describer.catalog(), *said, view], self.ending)

    def _pages(self, found: Found) -> int:
        return max(1, ceil(found.total / self.size))

    def _address(self) -> str:
        return self.query.address(self.catalog, self.query.page, self.query.after)

    def _at(self, page: int, after: Place | None = None) -> str:
        return self.query.address(self.catalog, page, after)

    def _next(self, found: Found) -> str | None:
        return self._at(self.query.page + 1, found.last) if found.last else None

    def _previous(self) -> str | None:
        return self._at(self.query.page - 1) if self.query.page > 1 else None

    def _document_address(self, address: str | None) -> str:
        """Return where the same format of another page is, so that a crawl stays in one format."""
        return with_ending(address, self.ending) if address else ""
