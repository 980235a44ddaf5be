"""Asks the store about things, and the shared models what its addresses are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ckan.plugins.toolkit as tk

from .. import config
from ..errors import QueryRefused
from ..things import questions
from ..things.address import is_valid
from ..things.answers import Statement, Term, solutions, statements
from ..things.incoming import SAMPLE, counted
from ..things.naming import Name, Names
from .anonymous import visitor
from .withdrawals import before_reading

RESULTS = "application/sparql-results+json"
PAGE_THINGS = 50
SORTED_THINGS = 1000  # as many are put in order; the store's own order is used beyond
LAST_PAGE = 100_000
_MOST_NAMED = 2000
_PIECES = re.compile(r"[0-9]{1,18}|[^0-9]+")


@dataclass(frozen=True)
class ListedThings:
    """A page of addresses; ``count`` is how many there are, None when there are very many."""

    addresses: list[str]
    page: int
    has_next: bool
    count: int | None


class ThingStore:
    """The store as the pages read it: after what is hidden has left it. Use it for one request.

    Its methods raise StoreUnavailable and StoreRejected.
    """

    def __init__(self) -> None:
        self._store = before_reading()

    def said_of(self, addresses: Sequence[str]) -> list[Statement]:
        """Return what is said of addresses and their parts.

        Raises QueryRefused when that is more than one document can hold.
        """
        body = self._ask(questions.statements(addresses))
        found = statements(body)
        if len(found) > questions.MOST_STATEMENTS:
            raise QueryRefused(
                "More is said of this than one document can hold.",
                status=413,
                advice="Ask for a part of it at /sparql.",
            )
        return found

    def names(
        self, addresses: Iterable[str], types: Sequence[str] = (), told_by: Collection[str] = ()
    ) -> Names:
        """Return what addresses are called; ``types`` are the classes of what the page is about.

        ``told_by`` are properties of things to ask for besides.
        """
        asked = [address for address in dict.fromkeys(addresses) if is_valid(address)]
        names = Names(config.site().language)
        terms = model_names(asked, types)
        names.add_terms(terms)
        unknown = [address for address in asked if names.of(address) is None][:_MOST_NAMED]
        if unknown:
            rows = list(self._solutions(questions.names(unknown, told_by)))
            names.add_said(rows)
            classes = {type_ for address in unknown for type_ in names.types_of(address)}
            named_by_models = classes | set(told_by) | names.all_told()
            names.add_terms(model_names(named_by_models - set(terms), classes))
        return names

    def said_names(self, addresses: Iterable[str]) -> list[Statement]:
        """Return what the store says that addresses are called, as statements."""
        asked = [address for address in sorted(addresses) if is_valid(address)][:_MOST_NAMED]
        rows = self._solutions(questions.names(asked)) if asked else ()
        return [
            Statement("", row["x"].value, row["p"].value, row["o"])
            for row in rows
            if row["p"].value in questions.LABELS
        ]

    def links_to(self, address: str) -> tuple[dict[str, int], dict[str, list[Term]]]:
        """Return how many things point to an address by each property, and the first few."""
        counts = counted(self._solutions(questions.counts_of_links(address)))
        counts = {name: count for name, count in counts.items() if is_valid(name)}
        first: dict[str, list[Term]] = {}
        if counts:
            query = questions.first_links(address, list(counts), SAMPLE)
            for row in self._solutions(query):
                if "s" in row:
                    first.setdefault(row["p"].value, []).append(row["s"])
        return counts, first

    def ways_in(self, users: Mapping[str, Sequence[str]], names: Names) -> dict[str, Name]:
        """Return what each property is called by the models of some things that use it."""
        called: dict[str, Name] = {}
        for property_, things in users.items():
            types = {type_ for thing in things for type_ in names.types_of(thing)}
            terms = model_names([property_], types)
            called[property_] = terms.get(property_) or names.property(property_)
        return called

    def links_by(self, address: str, property_: str, page: int) -> ListedThings:
        """Return a page of the things that point to ``address`` by one property."""
        return self._listed(questions.links(address, property_), page)

    def things_of(
        self,
        graphs: Collection[str],
        page: int,
        *,
        classes: Collection[str] = (),
        below: str | None = None,
    ) -> ListedThings:
        """Return a page of the things in graphs, of some classes, or below an address."""
        query = questions.things_of(graphs, classes=classes, below=below)
        return self._listed(query, page)

    def _listed(self, query: str, page: int) -> ListedThings:
        """Return a page: in order where all can be held, in the store's order where not."""
        page = min(max(1, page), LAST_PAGE)
        start = (page - 1) * PAGE_THINGS
        if start < SORTED_THINGS:
            every = self._addresses(questions.page_of(query, first=0, rows=SORTED_THINGS + 1))
            if len(every) <= SORTED_THINGS:
                shown = sorted(every, key=_natural)[start : start + PAGE_THINGS]
                return ListedThings(shown, page, start + PAGE_THINGS < len(every), len(every))
        rows = questions.page_of(query, first=start, rows=PAGE_THINGS + 1)
        found = self._addresses(rows)
        return ListedThings(found[:PAGE_THINGS], page, len(found) > PAGE_THINGS, None)

    def _addresses(self, query: str) -> list[str]:
        return [row["s"].value for row in self._solutions(query) if "s" in row]

    def _solutions(self, query: str) -> Iterator[Mapping[str, Term]]:
        return solutions(self._ask(query))

    def _ask(self, query: str) -> bytes:
        return self._store.query(query, accept=RESULTS).body


def model_names(addresses: Collection[str], types: Collection[str]) -> dict[str, Name]:
    """Return what the shared models call addresses; nothing where there are no models."""
    try:
        action = tk.get_action("civic_harmonise_term_list")
    except KeyError:
        return {}
    asked = sorted(addresses)[: 2 * _MOST_NAMED]
    found = action(visitor(), {"iris": asked, "types": sorted(types)})
    keys = ("label", "description", "order", "unit", "plural", "model")
    return {iri: Name(**{key: term[key] for key in keys}) for iri, term in found.items()}


def model_told_by() -> dict[str, list[str]]:
    """Return by class the properties that tell one of its things from another."""
    return {str(kind["class_iri"]): list(kind["told_by"]) for kind in model_kinds()}  # type: ignore[call-overload]


def model_kinds() -> list[dict[str, object]]:
    """Return the kinds of things that the shared models make; none where there are no models."""
    try:
        return tk.get_action("civic_harmonise_kind_list")(visitor(), {})
    except KeyError:
        return []


def _natural(address: str) -> list[tuple[int, int, str]]:
    """Return a key that puts 2 before 10."""
    return [
        (0, int(piece), "") if piece.isascii() and piece.isdigit() else (1, 0, piece)
        for piece in _PIECES.findall(address)
    ]
