"""Blocks that are proved whole give byte for byte what the parser gives, and refuse no less."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.civic.core.nquads import literal
from ckanext.civic.rdf.errors import GraphRefused
from ckanext.civic.rdf.graphs import canonical_lines
from ckanext.civic.rdf.graphs import rows as rows_module
from ckanext.civic.rdf.graphs.names import graph_names
from ckanext.civic.rdf.graphs.rows import RowsFile, checked_rows
from ckanext.civic.rdf.mapping import Site

SITE = Site("http://a.example", "http://a.example", "http://hub.example")
NAMES = graph_names({"id": "1", "name": "lamps", "organization": {"name": "m"}}, SITE)
GRAPH = f"<{NAMES.rows}>"
THING = "<http://a.example/id/m/lamps/1>"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

awkward = st.text(
    alphabet=st.sampled_from(
        "aZ09 <>\"\\^`{}|#?%/:@[]().,'\t\r\n\x00\x0b\x7fé\u00ad\u2028\ue000\ufffe😀"
    ),
    max_size=12,
)
iris = st.one_of(
    st.sampled_from(
        [
            THING,
            "<http://a.example/id/m/lamps/1#geometry>",
            "<http://a.example/id/m/lamps/12%2F61>",
            "<http://a.example/id/%zz>",
            "<http://a.example>",
            "<http://a.example.evil/id/1>",
            "<http://hub.example/id/supplier/abc>",
            "<http://hub.example/id/m/lamps/1>",
            "<http://hub.example/id/supplier/>",
            "<http://hub.example/id/supplier/a?b/c>",
            "<urn:isbn:123>",
            "<urn:>",
            "<relative>",
            "<http://[::1]:80/x>",
            "<http://[bad/x>",
            "<http://a.example/#a#b>",
            "_:blank",
        ]
    ),
    awkward.map(lambda text: f"<http://a.example/id/{text}>"),
    awkward.map(lambda text: f"<{text}>"),
)
literals = st.one_of(
    awkward.map(literal),
    awkward.map(lambda text: f'"{text}"'),
    st.builds(
        lambda text, end: f'"{text}"{end}',
        st.sampled_from(
            ["x", "", "\\u00e9", "\\U0001F600", "\\ud800", "\\'", "\\x", "\\\\", "a\tb"]
        ),
        st.sampled_from(
            [
                *("", "@en", "@en-gb", "@EN", "@en-GB", "@e1", "@abcdefghi", "@en--ltr"),
                f"^^<{XSD}string>",
                f"^^<{XSD}integer>",
                f"^^<{RDF}langString>",
                f"^^<{RDF}HTML>",
                "^^<x>",
            ]
        ),
    ),
)
graphs = st.sampled_from([GRAPH, GRAPH, GRAPH, "", "<http://a.example/graph/x/y>", "_:g"])
statements = st.builds(
    lambda s, p, o, g, gap, end: f"{s}{gap}{p} {o} {g}{end}",
    iris,
    iris,
    st.one_of(iris, literals),
    graphs,
    st.sampled_from([" ", " ", " ", "\t", "  ", ""]),
    st.sampled_from([" .\n", " .\n", " .\n", ".\n", " .\r\n", " .\r", " . # why\n", " .", "\n"]),
)
plain = st.builds(
    lambda n, text: f"<http://a.example/id/{n}> <http://p.example/q> {literal(text)} {GRAPH} .\n",
    st.integers(0, 99),
    awkward,
)
other_lines = st.sampled_from(["", "\n", "# a comment\n", f"# {GRAPH} .\n", f"{THING} {GRAPH} .\n"])
texts = st.lists(st.one_of(plain, plain, statements, other_lines), max_size=8).map("".join)


def outcome(text: str, *, slowly: bool) -> tuple[str, object]:
    """Return the N-Triples that a file becomes, or the words with which it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.nq")
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        file = RowsFile(path, "rows.nq", hashlib.sha256(path.read_bytes()).hexdigest())
        try:
            if not slowly:
                done = checked_rows([file], NAMES, Path(folder, "out.nt"))
                return "written", (done.path.read_bytes(), done.quads)
            with Path(folder, "out.nt").open("w+b") as output:
                quads = rows_module._one_by_one(file, NAMES, output)
                output.seek(0)
                return "written", (output.read(), quads)
        except GraphRefused as error:
            return "refused", str(error)


@settings(max_examples=600, deadline=None)
@given(texts)
def test_rows_when_any_text_is_read_then_fast_and_slow_agree_to_the_byte(text):
    assert outcome(text, slowly=False) == outcome(text, slowly=True)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_rows_when_read_in_small_blocks_then_the_result_is_the_same(text):
    with mock.patch.object(canonical_lines, "BLOCK_BYTES", 40):
        assert outcome(text, slowly=False) == outcome(text, slowly=True)


@settings(max_examples=400, deadline=None)
@given(st.lists(statements, max_size=3).map("".join))
def test_proof_when_it_holds_then_the_parser_gives_the_same_bytes(text):
    block = text.replace(f" {GRAPH}", "").encode("utf-8", "surrogatepass")
    if canonical_lines.proves(canonical_lines.lines_about(), block):
        with mock.patch.object(canonical_lines, "proves", return_value=False):
            assert canonical_lines.canonical(block) == block


def test_rows_when_they_are_plain_then_nothing_is_parsed(tmp_path):
    path = tmp_path / "rows.nq"
    lines = [
        f'<http://a.example/id/{n}> <http://p.example/q> "é {n}"@en {GRAPH} .\n' for n in range(50)
    ]
    path.write_text("".join(lines), encoding="utf-8")

    with mock.patch.object(rows_module.pyoxigraph, "parse", side_effect=AssertionError):
        done = checked_rows([RowsFile(path, "rows.nq", "")], NAMES, tmp_path / "out.nt")

    assert done.quads == 50


def test_rows_when_one_line_among_many_is_foreign_then_its_number_is_named(tmp_path):
    good = f"{THING} <http://p.example/q> {THING} {GRAPH} .\n"
    path = tmp_path / "rows.nq"
    bad = good.replace("a.example/id", "b.example/id")
    path.write_text(good * 30_000 + bad + good, encoding="utf-8")

    with pytest.raises(GraphRefused, match=r"Statement 30001 describes http://b\.example"):
        checked_rows([RowsFile(path, "rows.nq", "")], NAMES, tmp_path / "out.nt")
