"""A thing as its page shows it: names, order, values in words, and where it is."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.rdf.things import questions
from ckanext.civic.rdf.things.answers import Statement, solutions, statements, triples
from ckanext.civic.rdf.things.naming import Name, Names, words_of
from ckanext.civic.rdf.things.position import position
from ckanext.civic.rdf.things.thing import describe
from ckanext.civic.rdf.things.values import number_in_words, value

THING = "http://a.example/id/m/lamps/1"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
XSD = "http://www.w3.org/2001/XMLSchema#"
AS_WKT = "http://www.opengis.net/ont/geosparql#asWKT"


def stored(turtle):
    store = pyoxigraph.Store()
    graph = pyoxigraph.NamedNode("http://a.example/g")
    for quad in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE):
        store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph))
    return store


def ask(store, query):
    return store.query(query).serialize(format=pyoxigraph.QueryResultsFormat.JSON)


def said(turtle):
    return statements(ask(stored(turtle), questions.statements([THING])))


def literal(text, datatype="string"):
    return pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(XSD + datatype))


def test_statements_when_a_thing_has_parts_then_they_are_told_and_other_things_are_not():
    found = said(f"""
        <{THING}> <http://d/lampType> <http://d/led> ; <http://d/at> <{THING}#geometry> .
        <{THING}#geometry> <http://d/wkt> "POINT(1 2)" .
        <http://d/led> <{LABEL}> "LED" .
        <{THING}0> <http://d/lampType> <http://d/led> .""")

    assert {one.subject for one in found} == {THING, f"{THING}#geometry"}
    assert len(triples([*found, *found])) == 3


def test_thing_when_described_then_properties_are_in_the_order_of_the_model():
    names = Names()
    names.add_terms(
        {
            "http://d/second": Name("Alpha", order=2),
            "http://d/first": Name("Zulu", order=1, unit="W"),
        }
    )
    names.add_said(
        solutions(ask(stored(f'<{THING}> <{LABEL}> "Lamp" .'), questions.names([THING])))
    )
    thing = describe(
        THING,
        said(f"""<{THING}> <http://d/second> "b" ; <http://d/first> 7000 ;
            <http://d/other> "c" ; <{LABEL}> "Lamp" ;
            <http://www.w3.org/2002/07/owl#sameAs> <http://e/1> ;
            <http://d/at> <{THING}#address> .
            <{THING}#address> <http://d/road> "High Street" ."""),
        names,
    )

    assert thing.label == "Lamp"
    facts, part, elsewhere = thing.groups
    assert [one.name.label for one in facts.properties] == ["Zulu", "Alpha", "Other"]
    assert facts.properties[0].values[0].text == "7,000 W"
    assert (part.label, part.properties[0].values[0].text) == ("At", "High Street")
    assert elsewhere.kind == "elsewhere"


def test_thing_when_it_has_many_values_then_the_page_shows_some_and_counts_the_rest():
    many = ", ".join(f'"{number}"' for number in range(70))
    (group,) = describe(THING, said(f"<{THING}> <http://d/n> {many} ."), Names()).groups
    assert (len(group.properties[0].values), group.properties[0].more) == (50, 20)


def test_thing_when_two_graphs_say_the_same_then_it_is_said_once():
    term = literal("x")
    both = [Statement(graph, THING, "http://d/p", term) for graph in ("http://g/1", "http://g/2")]
    (group,) = describe(THING, both, Names()).groups
    assert len(group.properties[0].values) == 1


def test_name_when_there_are_several_languages_then_the_readers_wins():
    text = f'<{THING}> <{LABEL}> "Lamp"@en, "Lampe"@de, "Lamp (no language)" .'
    answer = ask(stored(text), questions.names([THING]))
    for language, label in (("de", "Lampe"), ("en_GB", "Lamp"), ("cy", "Lamp (no language)")):
        names = Names(language)
        names.add_said(solutions(answer))
        assert names.thing(THING) == label


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://d/lampType", "Lamp type"),
        ("http://d/x#postName", "Post name"),
        ("http://d/a%20b/", "A b"),
        ("http://d/", "D"),
    ],
)
def test_words_when_nobody_names_a_property_then_its_last_part_does(address, words):
    assert words_of(address) == words


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("1904000.5", "£", "£1,904,000.50"),
        ("-4689.44", "£", "−£4,689.44"),
        ("3503", "£", "£3,503"),
        ("70.0", "W", "70.0 W"),
        ("12.125", "", "12.125"),
        ("-2", "°", "−2°"),
        ("1e6", "m", "1e6 m"),
        ("INF", "", "INF"),
        ("-0", "", "0"),
    ],
)
def test_number_when_shown_then_thousands_are_apart_and_no_digit_is_lost(number, unit, words):
    assert number_in_words(number, unit) == words


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.sampled_from(["", "W"]))
def test_number_when_it_is_any_then_it_reads_back_as_the_same(number, unit):
    from decimal import Decimal

    shown = number_in_words(f"{number:f}", unit).removesuffix(" W")
    assert Decimal(shown.replace(",", "").replace("−", "-")) == number


@pytest.mark.parametrize(
    ("term", "kind", "machine"),
    [
        (literal("1", "boolean"), "boolean", "true"),
        (literal("maybe", "boolean"), "text", "maybe"),
        (literal("2014-09-05", "date"), "date", "2014-09-05"),
        (literal("2014-09", "gYearMonth"), "month", "2014-09"),
        (literal("2014", "gYear"), "text", "2014"),
        (pyoxigraph.Literal("Lamp", language="en"), "text", "Lamp"),
        (pyoxigraph.NamedNode("http://d/x"), "address", "http://d/x"),
    ],
)
def test_value_when_it_has_a_type_then_the_machines_form_is_kept(term, kind, machine):
    found = value(term, Names())
    assert (found.kind, found.machine) == (kind, machine)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "urn:x:y"],
)
def test_value_when_an_address_is_no_web_page_then_it_is_never_a_link(address):
    assert value(pyoxigraph.NamedNode(address), Names()).href is None


def test_value_when_it_is_a_million_signs_then_the_page_has_the_beginning():
    found = value(literal("x" * 1_000_000), Names())
    assert found.is_cut
    assert len(found.text) < 2100


@pytest.mark.parametrize(
    ("own", "place", "shape"),
    [
        ({"lat": "53.4", "long": "-2.3"}, (53.4, -2.3), ""),
        ({"lat": "153.4", "long": "-2.3"}, (None, None), ""),
        ({"lat": "nan", "long": "-2.3"}, (None, None), ""),
        ({"wkt": "POINT(-2.3 53.4)"}, (53.4, -2.3), ""),
        (
            {"wkt": "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point (-2.3 53.4)"},
            (53.4, -2.3),
            "",
        ),
        ({"wkt": "POLYGON((0 0, 1 1, 1 0, 0 0))"}, (None, None), "polygon"),
        (
            {"wkt": "<http://www.opengis.net/def/crs/EPSG/0/27700> POINT(1 2)"},
            (None, None),
            "point",
        ),
    ],
)
def test_position_when_it_is_said_then_latitude_and_longitude_are_not_mixed_up(own, place, shape):
    geo = "http://www.w3.org/2003/01/geo/wgs84_pos#"
    terms = {AS_WKT if key == "wkt" else geo + key: [literal(text)] for key, text in own.items()}
    found = position(terms, [])
    assert found is not None
    assert ((found.latitude, found.longitude), found.shape) == (place, shape)


def test_position_when_nothing_says_where_then_there_is_none():
    assert position({"http://d/x": [literal("1")]}, []) is None
