"""However a forbidden word is dressed up, the guard sees it: proved against a real parser."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.civic.rdf.errors import QueryRefused
from ckanext.civic.rdf.sparql.guard import read_only

FAR = "http://192.0.2.1/sparql"  # RFC 5737: no such host
gap = st.lists(
    st.sampled_from([" ", "\n", "\t", "\r\n", "# a comment\n", '#"\n', "#'''\n", "#<\n", "#>\r"]),
    min_size=1,
    max_size=3,
).map("".join)
before = st.sampled_from(
    [
        "",
        "?s ?p ?o .",
        "?s ?p 'a'@en .",
        "?s ?p 'a'@en--ltr .",
        '?s ?p "\\"" .',
        '?s ?p """a"b""" .',
        "?s ?p '''it's''' .",
        "?s ?p <http://x#y> .",
        "?s ?p x:y.",
        "?s ?p 1.5e3 .",
        "?s ?p x:a\\#b .",
        "?s ?p _:b1 .",
        "FILTER(?a<?b)",
        "FILTER(?a<?b && ?c>?d)",
        "<< ?s ?p ?o >> ?q ?r .",
        "?s ?p <<( ?s ?p ?o )>> .",
        "?s ?p ?o {| ?q ?r |} .",
        "?s ?p ?o ~ ?r .",
        "BIND('SERVICE' AS ?v)",
        "VALUES ?v { UNDEF 'x' }",
        "OPTIONAL { ?s ?p ?o }",
        "?s (x:a|^x:b)*/x:c? ?o .",
    ]
)
around = st.sampled_from(
    [
        "{}",
        "{{ {} }}",
        "OPTIONAL {{ {} }}",
        "FILTER EXISTS {{ {} }}",
        "MINUS {{ {} }}",
        "GRAPH ?g {{ {} }}",
        "{{ SELECT * {{ {} }} }}",
        "{{}} UNION {{ {} }}",
        "LATERAL {{ {} }}",
    ]
)
end_point = st.sampled_from([f"<{FAR}>", "?where", "x:far", f"SILENT <{FAR}>", "SILENT x:far"])


def spelt(word):
    """Any letters large or small, and any as an escape."""
    forms = [
        st.sampled_from([c.lower(), c.upper(), f"\\u{ord(c):04X}", f"\\U{ord(c.lower()):08x}"])
        for c in word
    ]
    return st.tuples(*forms).map("".join)


@st.composite
def disguised(draw):
    clause = draw(spelt("SERVICE")) + draw(gap) + draw(end_point) + draw(gap) + "{ ?s ?p ?o }"
    body = draw(around).format(draw(before) + draw(gap) + clause)
    return f"PREFIX x: <http://x/> SELECT * {{ {body} }}"


@settings(max_examples=400, deadline=None)
@given(disguised())
def test_service_when_it_is_dressed_up_then_it_is_refused(text):
    with pytest.raises(QueryRefused) as refused:
        read_only(text)
    assert refused.value.status in (400, 403)


WORDS = r"""SERVICE service SELECT ASK * { } ?s ?p ?o a x:y : . <http://x> < > # ' " \ \' @en 1 1.
  ^^ SILENT FILTER ( ) \u0022 \u0053 VERSION '1.2' INSERT DATA DROP ALL LOAD ; _:b $s"""
words = st.sampled_from(
    [*WORDS.split(), "\n", " ", "'''", '"""', f"<{FAR}>", "PREFIX x: <http://x/>"]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(words, max_size=14).map(" ".join) | st.lists(words, max_size=14).map("".join))
def test_text_when_it_passes_then_a_real_parser_finds_no_update_and_no_service(text):
    try:
        query = read_only(text)
    except QueryRefused:
        return
    store = pyoxigraph.Store()
    with pytest.raises(SyntaxError):  # nothing that may be asked may also be done
        store.update(query.text)
    asked = []

    try:
        found = store.query(query.text, custom_functions={})
        if isinstance(found, pyoxigraph.QuerySolutions):
            list(zip(range(5), found, strict=False))
    except (SyntaxError, ValueError):
        return
    except OSError as error:  # pragma: no cover - a SERVICE that came through asks the network
        asked.append(error)
    assert not asked


@pytest.mark.parametrize(
    "text",
    [
        'VERSION "1.2" SELECT * { << ?s ?p ?o >> ?q ?r }',
        "SELECT * { ?s ?p ?o {| ?q ?r |} }",
        "CONSTRUCT { ?s ?p ?o {| ?q ?r |} } WHERE { ?s ?p ?o ~ ?r }",
        "SELECT * { ?s ?p 'a'@ar--rtl }",
        "SELECT * { ?s ?p ?o LATERAL { SELECT * { ?s ?q ?r } LIMIT 1 } }",
        "PREFIX bif: <http://x/> SELECT (bif:f(1) AS ?x) {}",
    ],
)
def test_query_when_it_is_of_a_newer_sparql_then_it_passes(text):
    assert read_only(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        'define get:soft "replace" SELECT * FROM <http://10.0.0.1/> { ?s ?p ?o }',
        "DEFINE input:grab-all 'yes' SELECT * { ?s ?p ?o }",
        "SELECT (bif:http_get('http://10.0.0.1/') AS ?x) {}",
        "SELECT (sql:anything(1) AS ?x) {}",
        "SELECT (<java:org.example.Run>(1) AS ?x) {}",
        "PREFIX j: <java:org.example.> SELECT (j:Run(1) AS ?x) {}",
        "SELECT (<\\u006aava:org.example.Run>(1) AS ?x) {}",
        "SELECT * {} ; DROP ALL",
        "SELECT * { ?s ?p ?o } INSERT DATA { <a:a> <a:b> <a:c> }",
    ],
)
def test_query_when_it_leaves_the_language_then_it_is_refused(text):
    with pytest.raises(QueryRefused):
        read_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 100 + "}" * 100,
        "SELECT * { FILTER(" + "(" * 100 + "1" + ")" * 100 + ") }",
        "SELECT * { ?s ?p " + "[<u:p> " * 100 + "1" + "]" * 100 + " }",
        "SELECT * { ?s " + "^(" * 100 + "<u:p>" + ")" * 100 + " ?o }",
        "SELECT * { FILTER(" + "!" * 5000 + "1) }",
        "SELECT * { FILTER(1" + "+1" * 5000 + ") }",
        "SELECT * { " + "?s <u:p> ?o ." * 1000 + " }",
        "SELECT * { ?s <u:p> " + "1, " * 1000 + "1 }",
        "SELECT * { ?s <u:p>" + "/<u:p>" * 3000 + " ?o }",
        "SELECT * { " + "OPTIONAL { ?s <u:p> ?o }" * 3000 + " }",
    ],
    ids=range(10),
)
def test_query_when_it_would_overwhelm_a_parser_then_it_is_refused(text):
    with pytest.raises(QueryRefused) as refused:
        read_only(text)
    assert refused.value.status == 400


def test_query_when_it_lists_many_values_then_it_passes():
    values = " ".join(f"<http://x/{n}>" for n in range(5000))
    assert read_only(f"SELECT * {{ VALUES ?s {{ {values} }} ?s ?p ?o }}")
    listed = ", ".join(map(str, range(5000)))
    assert read_only(f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({listed})) }}")


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        ("SELECT * FROM <http://x/a> FROM NAMED <http://x/b> {}", ("http://x/a",), ("http://x/b",)),
        ("PREFIX x: <http://x/> ASK from x:a {}", ("http://x/a",), ()),
        ("BASE <http://x/y/> ASK FROM <../a> {}", ("http://x/a",), ()),
        ("BASE <http://x/> PREFIX p: <q/> ASK FROM NAMED p:a\\-b {}", (), ("http://x/q/a-b",)),
        ("CONSTRUCT { ?s ?p ?o } FROM <http://x/a> { ?s ?p ?o }", ("http://x/a",), ()),
        ("ASK FROM <http://x/\\u0061> {}", ("http://x/a",), ()),
        ("ASK # FROM <http://x/b>\nFROM <http://x/a> {}", ("http://x/a",), ()),
        ("ASK FROM <relative> {}", (), ()),
    ],
)
def test_query_when_it_names_graphs_then_they_are_known_by_their_whole_names(text, default, named):
    found = read_only(text).dataset
    assert found
    assert (found.default, found.named) == (default, named)


def test_dataset_when_a_graph_is_hidden_then_it_is_left_out_and_never_means_all():
    found = read_only("ASK FROM <u:a> FROM NAMED <u:b> {}").dataset
    assert found
    assert found.without({"u:a"}).parameters() == {"named-graph-uri": ["u:b"]}
    nothing = found.without({"u:a", "u:b"}).parameters()
    assert nothing == {"default-graph-uri": ["urn:civic:no-graph"]}


def test_refusal_when_a_word_is_at_fault_then_it_says_where():
    with pytest.raises(QueryRefused, match=r"^Line 2, column 3: SERVICE"):
        read_only("SELECT * {\n  SERVICE <http://x> {} }")
