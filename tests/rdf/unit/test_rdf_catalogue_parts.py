"""The pure parts of the catalogue's pages: questions, links, selections, syntaxes."""

from __future__ import annotations

from datetime import datetime, timezone
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.core import nquads
from ckanext.civic.core.nquads import literal
from ckanext.civic.rdf.mapping.site import Site
from ckanext.civic.rdf.pages.about import about
from ckanext.civic.rdf.pages.agents import agent_triples, theme_triples
from ckanext.civic.rdf.pages.formats import MEDIA_TYPES, WRITERS, preferred
from ckanext.civic.rdf.pages.hydra import Neighbours, view_quads
from ckanext.civic.rdf.pages.parameters import (
    BadParameter,
    NoSuchPage,
    PageQuery,
    Place,
    arguments,
    page_query,
)
from ckanext.civic.rdf.pages.writing import written

SITE = Site("https://a.example", "https://a.example", "https://a.example")
CATALOG = "https://a.example/catalog"


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (None, "html"),
        ("", "html"),
        ("*/*", "html"),
        ("text/*", "html"),
        ("text/turtle", "ttl"),
        ("application/*", "html"),  # a page in XHTML is one of these
        ("application/rdf+xml", "rdf"),
        ("text/turtle;q=0.3, application/trig;q=0.4", "trig"),
        ("text/turtle, application/ld+json", "ttl"),
        ("text/html;q=0, */*", "html"),
        ("application/json", None),
        ("text/turtle;q=0", None),
    ],
)
def test_format_when_a_header_prefers_one_then_it_is_chosen(accept, ending):
    assert preferred(accept) == ending


def test_formats_when_listed_then_each_can_be_written():
    assert set(MEDIA_TYPES) == set(WRITERS)


@given(st.text(max_size=80), st.text(max_size=80), st.integers(1, 10**8))
def test_address_when_texts_are_anything_then_it_is_an_iri_that_says_them_again(q, fq, page):
    query = PageQuery(asked=(("q", q), ("fq", fq)))
    try:
        address = query.address(CATALOG, page)
    except UnicodeEncodeError:  # half of a surrogate pair: no request can hold it
        return

    pyoxigraph.NamedNode(address)
    said = parse_qs(urlsplit(address).query, keep_blank_values=True)
    assert said == {"q": [q], "fq": [fq], "page": [str(page)]}


@given(st.binary(max_size=80))
def test_arguments_when_bytes_are_anything_then_they_are_read_or_refused(query_string):
    try:
        found = page_query(arguments(query_string))
    except (BadParameter, NoSuchPage) as error:
        assert str(error)
        return
    assert found.page >= 1
    pyoxigraph.NamedNode(found.address(CATALOG, found.page, found.after))


@given(
    st.dictionaries(
        st.sampled_from(["q", "page", "after", "modified_since", "profiles"]), st.text(max_size=40)
    )
)
def test_question_when_texts_are_anything_then_it_is_read_or_refused(asked):
    try:
        page_query(asked)
    except (BadParameter, NoSuchPage) as error:
        assert "\n" not in str(error)


def test_question_when_it_names_a_place_then_the_next_address_gives_it_back():
    place = Place("2020-01-31T12:00:00.120Z", "a-b_c")
    address = PageQuery(asked=(("q", "a b"),)).address(CATALOG, 3, place)

    found = page_query(arguments(urlsplit(address).query.encode()))

    assert (found.q, found.page, found.after) == ("a b", 3, place)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026", datetime(2026, 1, 1)),
        ("2026-02", datetime(2026, 2, 1)),
        ("2026-02-03", datetime(2026, 2, 3)),
        ("2026-02-03T04:05:06+01:00", datetime(2026, 2, 3, 3, 5, 6)),
        ("2026-02-03T04:05:06 01:00", datetime(2026, 2, 3, 3, 5, 6)),
        ("2026-02-03T04:05:06Z", datetime(2026, 2, 3, 4, 5, 6)),
    ],
)
def test_question_when_a_moment_is_given_then_it_is_taken_as_utc(text, moment):
    assert page_query({"modified_since": text}).modified_since == moment.replace(
        tzinfo=timezone.utc
    )


def test_view_when_written_then_links_are_iris_in_no_graph():
    quads = view_quads(
        "https://a.example",
        Neighbours("https://a/1", "https://a/1", "https://a/2", 12, next="https://a/2"),
    )

    text = "".join(nquads.lines(quads))
    parsed = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES))
    links = {
        quad.predicate.value.rsplit("#")[1]
        for quad in parsed
        if isinstance(quad.object, pyoxigraph.NamedNode)
    }
    assert links == {"first", "last", "next", "view", "type"}
    with pytest.raises(ValueError, match="not an absolute IRI"):
        view_quads("https://a.example", Neighbours("/a b", "/1", "/2", 1))


IRIS = st.sampled_from([f"<https://a.example/{n}>" for n in range(4)])
NODES = IRIS | st.sampled_from(["_:a", "_:b"])
VALUES = NODES | st.builds(
    literal,
    st.text(max_size=20) | st.sampled_from(["x <https://g/1>", "a <b", '" <https://g/1> .', " "]),
    datatype=st.sampled_from([None, "https://a.example/type"]),
)


@given(st.lists(st.tuples(NODES, IRIS, VALUES, IRIS | st.just("")), max_size=8))
def test_document_when_written_in_any_syntax_then_the_same_statements_are_read(quads):
    text = "".join(nquads.lines(quads)).encode()
    said = pyoxigraph.Dataset(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    plain = pyoxigraph.Dataset(
        pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in said
    )
    for ending, syntax in WRITERS.items():
        body = written([text[:0], text], ending)
        assert body == written([text, text], ending)
        found = pyoxigraph.Dataset(pyoxigraph.parse(body, format=syntax))
        for each in (said, plain, found):
            each.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        assert found == (said if ending in ("nq", "trig") else plain), ending


def test_selection_when_things_hang_together_then_it_stops_at_what_is_named():
    triples = [
        ("<d>", "<has>", "<r>"),
        ("<d>", "<title>", '"D"'),
        ("<r>", "<sum>", "<r#sum>"),
        ("<r#sum>", "<value>", '"1"'),
        ("<r>", "<part>", "<d>"),
        ("<s>", "<title>", '"S"'),
        ("<r#sum>", "<of>", "<r>"),
    ]

    assert about("<r>", triples, but=["<d>"]) == sorted(
        [each for each in triples if each[0] in ("<r>", "<r#sum>") or each[2] == "<r>"]
    )
    assert about("<none>", triples) == []


@pytest.mark.parametrize("hostile", ["<script>", "a\x0bb", "\u202egro", "x" * 100_000, "", "a b"])
def test_agents_when_their_texts_are_hostile_then_statements_are_valid(hostile):
    shown = {
        "id": "1",
        "name": "a b",
        "title": hostile,
        "description": hostile,
        "url": hostile,
        "image_display_url": hostile,
        "extras": [{"key": "uri", "value": hostile}, {"key": "email", "value": hostile}],
    }
    for triples in (agent_triples(shown, SITE), theme_triples(shown, SITE)):
        text = "".join(nquads.lines((*each, "") for each in triples))
        parsed = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES))
        assert len(parsed) == len(triples)
        assert pyoxigraph.serialize((q.triple for q in parsed), format=WRITERS["rdf"])
