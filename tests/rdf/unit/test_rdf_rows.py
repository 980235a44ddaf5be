"""A file of rows becomes one graph, or is refused whole."""

from __future__ import annotations

import hashlib

import pytest

from ckanext.civic.rdf.errors import GraphRefused
from ckanext.civic.rdf.graphs.names import graph_names
from ckanext.civic.rdf.graphs.rows import RowsFile, checked_rows, fingerprint
from ckanext.civic.rdf.mapping import Site

SITE = Site("http://a.example", "http://a.example", "http://hub.example")
NAMES = graph_names({"id": "1", "name": "lamps", "organization": {"name": "m"}}, SITE)
GRAPH = "http://a.example/graph/m/lamps"


def file(tmp_path, text, name="rows.nq"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return RowsFile(path, name, hashlib.sha256(path.read_bytes()).hexdigest())


def test_rows_when_they_belong_then_they_are_written_without_the_graph(tmp_path):
    rows = file(tmp_path, f'<http://a.example/id/1> <a:b> "x\\ny"@en <{GRAPH}> .\n')

    done = checked_rows([rows, rows], NAMES, tmp_path / "out.nt")

    assert done.quads == 2
    assert done.path.read_text() == '<http://a.example/id/1> <a:b> "x\\ny"@en .\n' * 2


def test_rows_when_they_describe_what_councils_share_then_they_are_taken(tmp_path):
    rows = file(tmp_path, f"<http://hub.example/id/supplier/abc> <a:b> <a:c> <{GRAPH}> .\n")

    assert checked_rows([rows], NAMES, tmp_path / "out.nt").quads == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("<http://a.example/id/1> <a:b> <a:c> <http://a.example/graph/x/y> .", "speaks in"),
        ("<http://a.example/id/1> <a:b> <a:c> .", r"speaks in the graph \(none\)"),
        (f"<http://a.example.evil/id/1> <a:b> <a:c> <{GRAPH}> .", "describes"),
        (f"<http://hub.example/id/m/lamps/1> <a:b> <a:c> <{GRAPH}> .", "describes"),
        (f"<http://hub.example/x/y> <a:b> <a:c> <{GRAPH}> .", "describes"),
        (f"_:x <a:b> <a:c> <{GRAPH}> .", "blank node"),
        (f"<http://a.example/id/1> <a:b> _:x <{GRAPH}> .", "blank node"),
        ("nonsense", "not N-Quads"),
    ],
)
def test_rows_when_a_statement_does_not_belong_then_file_and_number_are_named(
    tmp_path, line, reason
):
    good = f"<http://a.example/id/1> <a:b> <a:c> <{GRAPH}> .\n"

    with pytest.raises(GraphRefused, match=reason) as refused:
        checked_rows([file(tmp_path, good + line + "\n")], NAMES, tmp_path / "out.nt")

    assert "file rows.nq" in str(refused.value)


def test_fingerprint_when_one_file_then_it_is_the_files_own():
    assert fingerprint(["a" * 64]) == "a" * 64
    assert fingerprint(["a" * 64, "b" * 64]) != fingerprint(["b" * 64, "a" * 64])
