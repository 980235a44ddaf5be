"""A dump says the same in every syntax, whatever the texts are, and is put together in blocks."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from ckanext.civic.core.nquads import literal
from ckanext.civic.rdf.dumps import dump_format, dump_formats, writing, written

TITLE = "<http://purl.org/dc/terms/title>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
READERS = {
    "nq": (pyoxigraph.RdfFormat.N_QUADS, "nquads"),
    "nt": (pyoxigraph.RdfFormat.N_TRIPLES, "nt"),
    "trig": (pyoxigraph.RdfFormat.TRIG, "trig"),
    "ttl": (pyoxigraph.RdfFormat.TURTLE, "turtle"),
    "jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld"),
    "xml": (pyoxigraph.RdfFormat.RDF_XML, "xml"),
}


@dataclass(frozen=True)
class Described:
    """A description made for a test."""

    number: int
    title: str

    @property
    def ntriples(self) -> bytes:
        node = f"<http://e.example/dataset/{self.number}>"
        kind = "<http://www.w3.org/ns/dcat#Dataset>"
        lines = [f"{node} {TITLE} {literal(self.title)} .\n", f"{node} {TYPE} {kind} .\n"]
        return "".join(lines).encode()

    @property
    def nquads(self) -> bytes:
        graph = f" <http://e.example/graph/{self.number}> .\n".encode()
        return self.ntriples.replace(b" .\n", graph)


def dump(descriptions: list[Described], ending: str) -> bytes:
    """Return a whole dump."""
    format = dump_format(ending)
    assert format
    return b"".join(written(descriptions, format))


def statements(content: bytes, ending: str) -> set[tuple[str, str, str]]:
    """Return what pyoxigraph reads, without the graphs."""
    quads = pyoxigraph.parse(content, format=READERS[ending][0])
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


@pytest.mark.parametrize("block_bytes", [1, 300, 10**6])
@pytest.mark.parametrize("ending", READERS)
def test_dump_when_written_in_blocks_then_it_says_what_the_descriptions_say(
    ending, block_bytes, monkeypatch
):
    monkeypatch.setattr(writing, "BLOCK_BYTES", block_bytes)
    made = [Described(number, f"<Lamp> & \"{number}\" ]]> 'x' \u202e") for number in range(7)]

    content = dump(made, ending)

    wanted = statements(dump(made, "nt"), "nt")
    assert statements(content, ending) == wanted
    assert len(wanted) == 14
    read = rdflib.Dataset(default_union=True) if ending in GRAPHS else rdflib.Graph()
    read.parse(data=content, format=READERS[ending][1])
    plain = rdflib.Graph().parse(data=dump(made, "nt"), format="nt")
    flat = rdflib.Graph()
    for subject, predicate, value in read.triples((None, None, None)):
        flat.add((subject, predicate, value))
    assert isomorphic(flat, plain)


GRAPHS = ("nq", "trig", "jsonld")


@pytest.mark.parametrize("ending", GRAPHS)
def test_dump_when_it_has_graphs_then_each_dataset_is_in_its_own(ending):
    content = dump([Described(1, "a"), Described(2, "b")], ending)

    found = pyoxigraph.parse(content, format=READERS[ending][0])
    pairs = {(str(q.subject), str(q.graph_name)) for q in found}
    assert pairs == {
        (f"<http://e.example/dataset/{n}>", f"<http://e.example/graph/{n}>") for n in (1, 2)
    }


@pytest.mark.parametrize("ending", READERS)
def test_dump_when_there_is_nothing_then_it_is_still_a_document(ending):
    assert statements(dump([], ending), ending) == set()


@given(st.lists(st.text(max_size=40), max_size=4))
@settings(max_examples=60, deadline=None)
def test_dump_when_titles_are_anything_then_every_syntax_carries_them(titles):
    made = [Described(number, title) for number, title in enumerate(titles)]
    wanted = statements(dump(made, "nt"), "nt")
    for ending in READERS:
        assert statements(dump(made, ending), ending) == wanted, ending


@pytest.mark.parametrize("format", dump_formats(), ids=lambda format: format.ending)
def test_dump_when_made_twice_then_the_bytes_are_the_same(format):
    made = [Described(number, "Lamp") for number in range(3)]

    first = b"".join(written(made, format))

    assert b"".join(written(made, format)) == first
    if format.is_packed:
        assert gzip.decompress(first) == dump(made, format.syntax.ending)


def test_format_when_the_ending_is_unknown_then_there_is_none():
    assert dump_format("docx") is None
    assert dump_format("nq.zip") is None
    assert dump_format("rdf.gz").ending == "xml.gz"
