"""The questions that the pages ask the store.

Each address goes through `_term`, which refuses whatever is no IRI, so that nothing of a request
can become a part of a query but as an address.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ckanext.civic.core.nquads import RDF_TYPE, iri, literal

from .address import is_valid

MOST_STATEMENTS = 50_000
MOST_COUNTED = 20_000
LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://purl.org/dc/terms/title",
    "http://xmlns.com/foaf/0.1/name",
    "http://schema.org/name",
)


def statements(addresses: Sequence[str]) -> str:
    """Return the SELECT (?g ?s ?p ?o) of what is said of addresses and their parts ``{it}#…``."""
    return f"""
        SELECT DISTINCT ?g ?s ?p ?o WHERE {{
          VALUES ?thing {{ {_terms(addresses)} }}
          {{ GRAPH ?g {{ ?thing ?p ?o }} BIND(?thing AS ?s) }}
          UNION
          {{ GRAPH ?g {{ ?thing ?via ?s }}
             FILTER(STRSTARTS(STR(?s), CONCAT(STR(?thing), "#")))
             GRAPH ?g {{ ?s ?p ?o }} }}
        }} LIMIT {MOST_STATEMENTS + 1}"""


def names(addresses: Collection[str], told_by: Collection[str] = ()) -> str:
    """Return the SELECT (?x ?p ?o) of the names and classes of addresses, and of ``told_by``."""
    said = f"{' '.join(f'<{label}>' for label in LABELS)} {_terms(sorted(told_by))}"
    return f"""
        SELECT DISTINCT ?x ?p ?o WHERE {{
          VALUES ?x {{ {_terms(sorted(addresses))} }}
          VALUES ?p {{ {said} {RDF_TYPE} }}
          GRAPH ?g {{ ?x ?p ?o }}
        }}"""


def counts_of_links(address: str) -> str:
    """Return the SELECT (?p ?n) of how many things point to ``address`` by each property.

    Counting stops at MOST_COUNTED, whatever the size of the store.
    """
    return f"""
        SELECT ?p (COUNT(?s) AS ?n) WHERE {{
          {{ SELECT DISTINCT ?s ?p WHERE {{
               GRAPH ?g {{ ?s ?p {_term(address)} }}
             }} LIMIT {MOST_COUNTED + 1} }}
        }} GROUP BY ?p"""


def first_links(address: str, properties: Sequence[str], each: int) -> str:
    """Return the SELECT (?s ?p) of the first few things that point to ``address`` by each."""
    parts = (
        f"""{{ SELECT DISTINCT ?s (<{name}> AS ?p) WHERE {{
               GRAPH ?g {{ ?s {_term(name)} {_term(address)} }}
             }} LIMIT {each} }}"""
        for name in properties
    )
    return f"SELECT ?s ?p WHERE {{ {' UNION '.join(parts)} }}"


def links(address: str, property_: str) -> str:
    """Return the SELECT (?s) of the things that point to ``address`` by one property."""
    return f"""
        SELECT DISTINCT ?s WHERE {{
          GRAPH ?g {{ ?s {_term(property_)} {_term(address)} }}
        }}"""


def things_of(
    graphs: Collection[str],
    *,
    classes: Collection[str] = (),
    below: str | None = None,
) -> str:
    """Return the SELECT (?s) of the things in graphs (in all, when none is named).

    ``classes`` are those that they may be of (any, when none is named); ``below`` is what
    their addresses start with. Parts of things (``{thing}#…``) are none.
    """
    where = [f"VALUES ?g {{ {_terms(sorted(graphs))} }}"] if graphs else []
    if classes:
        where.append(f"VALUES ?class {{ {_terms(sorted(classes))} }}")
    where.append("GRAPH ?g { ?s a ?class }")
    where.append('FILTER(!CONTAINS(STR(?s), "#"))')
    if below:
        where.append(f"FILTER(STRSTARTS(STR(?s), {literal(below)}))")
    return f"SELECT DISTINCT ?s WHERE {{ {' '.join(where)} }}"


def for_people(address: str) -> str:
    """Return the question that a page offers to go on from."""
    return (
        "# What is known of this, and where does it say so?\n"
        "SELECT ?property ?value ?graph\n"
        f"WHERE {{ GRAPH ?graph {{ {_term(address)} ?property ?value }} }}\n"
    )


def page_of(query: str, *, first: int, rows: int) -> str:
    """Return ``rows`` results of a query from the one at ``first`` (counted from 0)."""
    return f"{query} LIMIT {int(rows)} OFFSET {int(first)}"


def _term(address: str) -> str:
    if not is_valid(address):
        raise ValueError(f"not an absolute IRI: {address[:200]!r}")
    return iri(address)


def _terms(addresses: Collection[str]) -> str:
    return " ".join(map(_term, addresses))
