"""The feed's nodes: what each says, and that a reader who follows them ends with the catalogue."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.core import nquads
from ckanext.civic.rdf.feed import (
    FORMATS,
    Activity,
    Branch,
    FeedAddresses,
    Kind,
    children,
    page,
    page_quads,
    root,
    root_quads,
    written,
)
from ckanext.civic.rdf.mapping import dataset_quads

from .test_rdf_mapping import DATASET, SITE

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
ADDRESSES = FeedAddresses(SITE.url)
AS = "https://www.w3.org/ns/activitystreams#"
TREE = rdflib.Namespace("https://w3id.org/tree#")
PARSERS = {"trig": "trig", "jsonld": "json-ld", "nq": "nquads"}


def described(name: str, **fields: object) -> tuple[str, bytes]:
    """Return a dataset's IRI and description."""
    dataset = {**DATASET, "id": name, "name": name, **fields}
    text = "".join(nquads.lines(dataset_quads(dataset, SITE)))
    return f"{SITE.url}/dataset/{name}", text.encode()


def activity(seq: int, kind: Kind, name: str, **fields: object) -> Activity:
    """Return an activity about a dataset."""
    iri, content = described(name, **fields)
    at = START + timedelta(seconds=seq)
    return Activity(seq, kind, iri, at, None if kind is Kind.DELETE else content)


ACTIVITIES = [
    activity(1, Kind.CREATE, "one"),
    activity(2, Kind.UPDATE, "two", notes='Line\nbreak \\ "quote" <b> <x> {}\u2028\u202e'),
    activity(3, Kind.DELETE, "three"),
]
PAGE = page(3, 1, 3)
assert PAGE is not None


def lines(addresses: FeedAddresses = ADDRESSES, newest: int = 3) -> list[str]:
    return list(page_quads(addresses, "The feed", PAGE, ACTIVITIES, newest))  # type: ignore[arg-type]


@pytest.mark.parametrize("format_", FORMATS)
def test_page_when_written_then_rdflib_and_pyoxigraph_read_the_same_quads(
    format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # it would write Z as +00:00
    body = written(lines(), format_)
    oxigraph = set(
        pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.from_media_type(FORMATS[format_]))
    )  # type: ignore[arg-type]
    dataset = rdflib.Dataset()
    dataset.parse(data=body, format=PARSERS[format_])
    text = dataset.serialize(format="nquads")
    again = set(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    expected = set(pyoxigraph.parse("".join(lines()), format=pyoxigraph.RdfFormat.N_QUADS))
    assert oxigraph == expected
    assert {_default(quad) for quad in again} == expected


def _default(quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
    """Return the quad with rdflib's name of the default graph taken away."""
    is_default = "urn:x-rdflib:default" in str(quad.graph_name)
    return pyoxigraph.Quad(*quad.triple) if is_default else quad


def test_page_when_written_twice_then_is_the_same_to_the_byte() -> None:
    assert all(written(lines(), name) == written(lines(), name) for name in FORMATS)


def test_payload_when_written_then_is_the_description_in_the_activitys_graph() -> None:
    first = ACTIVITIES[1]
    node = first.node(ADDRESSES)
    payload = {line.rpartition(" <")[0] for line in [*first.payload(ADDRESSES), ""]}
    told = {line.rpartition(" <")[0] for line in (first.content or b"").decode().split("\n")}
    assert payload == told
    assert all(line.endswith(f" {node} .\n") for line in first.payload(ADDRESSES))


def test_tombstone_when_written_then_says_nothing_but_that_it_is_gone() -> None:
    about = [line for line in lines() if "/dataset/three" in line]
    assert about == [
        f"{ACTIVITIES[2].node(ADDRESSES)} <{AS}object> <{SITE.url}/dataset/three>  .\n".replace(
            "  .", " ."
        )
    ]


def test_activity_when_the_log_was_set_back_then_has_another_name() -> None:
    before = Activity(7, Kind.UPDATE, "http://x.example/", START)
    after = Activity(7, Kind.UPDATE, "http://x.example/", START + timedelta(hours=1))
    assert before.node(ADDRESSES) != after.node(ADDRESSES)


@pytest.mark.parametrize("ending", ["", ".trig", ".jsonld"])
def test_node_when_asked_with_an_ending_then_speaks_of_itself_by_that_address(ending) -> None:
    addresses = FeedAddresses(SITE.url, ending)
    text = "".join(lines(addresses))
    assert f"<{SITE.url}/rdf/feed/by-3/1-3{ending}> " in text
    assert f"<https://w3id.org/tree#view> <{SITE.url}/rdf/feed{ending}> ." in text
    assert ACTIVITIES[0].node(addresses) == ACTIVITIES[0].node(ADDRESSES)


@pytest.mark.parametrize(("newest", "is_immutable"), [(2, False), (3, True), (9, True)])
def test_page_when_it_can_grow_then_is_not_called_immutable(newest, is_immutable) -> None:
    assert ("ldes#immutable" in "".join(lines(newest=newest))) is is_immutable


def test_root_when_a_page_can_grow_then_has_no_upper_bound_for_it() -> None:
    spans = list(children(root(3, 5)))[:2]
    branches = [Branch(span, START, START + timedelta(days=1)) for span in spans]
    graph = rdflib.Graph()
    graph.parse(data="".join(root_quads(ADDRESSES, "The feed", branches, 5)), format="nt")
    bounds = {
        str(node).rpartition("/")[2]: {
            str(kind).rpartition("#")[2]
            for relation in graph.subjects(TREE.node, node)
            for kind in graph.objects(relation, rdflib.RDF.type)
        }
        for node in graph.objects(None, TREE.node)
    }
    both = {"GreaterThanOrEqualToRelation", "LessThanOrEqualToRelation"}
    assert bounds == {"1-3": both, "4-6": {"GreaterThanOrEqualToRelation"}}


@given(size=st.integers(1, 1000), newest=st.integers(0, 10**9))
def test_tree_when_walked_to_the_newest_then_each_step_is_an_address_of_the_tree(size, newest):
    span = root(size, newest)
    assert span.first == 1 and span.last >= newest
    while not span.is_page:
        span = next(each for each in children(span) if each.last >= max(newest, 1))
        assert page(size, span.first, span.last) == span
    assert span.first <= max(newest, 1) <= span.last


@pytest.mark.parametrize(
    ("size", "first", "last"),
    [
        (100, 1, 99),
        (100, 2, 101),
        (100, 1, 200),
        (0, 1, 1),
        (1001, 1, 1001),
        (100, 0, 99),
        (3, 4, 3),
    ],
)
def test_page_when_the_numbers_are_none_of_the_trees_then_there_is_none(size, first, last) -> None:
    assert page(size, first, last) is None


def test_children_when_asked_of_a_page_then_refuse() -> None:
    assert PAGE is not None
    with pytest.raises(ValueError):
        list(children(PAGE))
