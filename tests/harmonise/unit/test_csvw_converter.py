"""Rows to N-Triples: what a table's columns give, one value at a time or a column at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.civic.harmonise.csvw import Converter, InvalidMetadata

URL = "https://example.org/lights.csv"
XSD = "http://www.w3.org/2001/XMLSchema#"


def converter(columns: Sequence[dict[str, Any]], **options: Any) -> Converter:
    """Return the converter of a table with these columns."""
    schema: dict[str, Any] = {"columns": list(columns)}
    if "aboutUrl" in options:
        schema["aboutUrl"] = options.pop("aboutUrl")
    metadata = {"@context": "http://www.w3.org/ns/csvw", "url": URL, "tableSchema": schema}
    return Converter.compile(metadata, URL, URL + "-metadata.json", **options)


def objects(columns: Sequence[dict[str, Any]], *cells: str, **options: Any) -> list[str]:
    """Return what stands after the predicate in each line that one row gives."""
    lines = converter(columns, **options).convert([cells], 1).splitlines()
    return [line.split(" ", 2)[2].removesuffix(" .") for line in lines]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ({}, "a", ['"a"']),
        ({"lang": "cy"}, "a", ['"a"@cy']),
        ({}, 'a "b"\\\nc ', ['"a \\"b\\"\\\\\\nc"']),
        ({}, "", []),
        ({"null": ["", "n/a"]}, "n/a", []),
        ({"default": "none"}, "", ['"none"']),
        ({"datatype": "integer"}, " 7 ", [f'"7"^^<{XSD}integer>']),
        ({"datatype": "integer"}, "seven", ['"seven"']),
        ({"datatype": "byte"}, "128", ['"128"']),
        ({"separator": "|"}, "a|b", ['"a"', '"b"']),
        ({"separator": "|"}, "a||b", ['"a"', '"b"']),
        ({"separator": "|", "datatype": "gYear"}, "2014| 2015", [
            f'"2014"^^<{XSD}gYear>', f'"2015"^^<{XSD}gYear>']),
        ({"valueUrl": "https://e.org/{c}"}, "a/b c", ["<https://e.org/a%2Fb%20c>"]),
        ({"valueUrl": "{+c}"}, "https://e.org/é", ["<https://e.org/%C3%A9>"]),
        ({"valueUrl": "{+c}"}, "schema:Thing", ["<http://schema.org/Thing>"]),
        ({"valueUrl": "#{c}"}, "x", [f"<{URL}#x>"]),
        ({"valueUrl": "../{c}"}, "x", ["<https://example.org/x>"]),
        ({"valueUrl": "https://e.org/{c}"}, "", []),
        ({"valueUrl": "https://e.org/{c}", "separator": "|"}, "a|b", ["<https://e.org/a,b>"]),
        ({"valueUrl": "https://e.org/{_row}/{_name}/{_sourceRow}"}, "x", ["<https://e.org/1/c/2>"]),
        ({"suppressOutput": True}, "x", []),
    ],
)  # fmt: skip
def test_cell_when_converted_then_gives(
    column: dict[str, Any], cell: str, expected: list[str]
) -> None:
    assert objects([{"name": "c", **column}], cell) == expected


def test_ordered_list_when_converted_then_is_an_rdf_list() -> None:
    text = converter(
        [{"name": "c", "separator": "|", "ordered": True}], aboutUrl="https://e.org/1"
    ).convert([["a|b"]], 1)
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    assert text.splitlines() == [
        f"<https://e.org/1> <{URL}#c> _:t1c1r1i0 .",
        f'_:t1c1r1i0 <{rdf}first> "a" .',
        f"_:t1c1r1i0 <{rdf}rest> _:t1c1r1i1 .",
        f'_:t1c1r1i1 <{rdf}first> "b" .',
        f"_:t1c1r1i1 <{rdf}rest> <{rdf}nil> .",
    ]


def test_virtual_column_when_converted_then_speaks_of_every_row() -> None:
    columns = [
        {"name": "c"},
        {"virtual": True, "propertyUrl": "rdf:type", "valueUrl": "schema:Thing"},
    ]
    lines = converter(columns).convert([["a"], [""]], 1).splitlines()
    assert [line.split()[0] for line in lines] == ["_:t1r1", "_:t1r1", "_:t1r2"]


def test_graph_when_given_then_each_line_is_a_quad() -> None:
    text = converter(
        [{"name": "c", "separator": "|"}, {"name": "d"}], graph="https://e.org/g"
    ).convert([["a|b", "c"]], 1)
    quads = list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS))
    assert {str(quad.graph_name) for quad in quads} == {"<https://e.org/g>"}
    assert len(quads) == 3


def test_wrong_cells_when_converted_then_each_value_is_told_once_with_its_first_row() -> None:
    warnings: list[str] = []
    ours = converter([{"name": "n", "datatype": "integer"}], warn=warnings.append)
    ours.convert([["1"], ["x"], ["x"], ["y"]], 1)
    ours.convert([["x"]], 5)
    assert warnings == [
        f"{URL}: row 2, column n: 'x' is no integer",
        f"{URL}: row 4, column n: 'y' is no integer",
    ]


def test_wrong_cells_when_very_many_then_the_list_ends() -> None:
    warnings: list[str] = []
    ours = converter([{"name": "n", "datatype": "integer"}], warn=warnings.append)
    ours.convert([[f"x{number}"] for number in range(5000)], 1)
    assert len(warnings) == 101
    assert "not listed" in warnings[-1]


def test_required_cell_when_empty_then_warned() -> None:
    warnings: list[str] = []
    converter([{"name": "n", "required": True}], warn=warnings.append).convert([[""]], 1)
    assert warnings == [f"{URL}: row 1, column n: it is required, but has no value"]


def test_short_rows_when_converted_then_the_rest_is_null() -> None:
    assert len(converter([{"name": "a"}, {"name": "b"}]).convert([["1"], []], 1).splitlines()) == 1


def test_metadata_when_two_columns_share_a_name_then_refused_with_the_key() -> None:
    with pytest.raises(InvalidMetadata, match=r"columns\.1.*'two' is used twice"):
        converter([{"name": "two"}, {"name": "two"}])


_CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", " a", "a  b", "a.b", "..", ".a", "1.0", "-3", "+04.50", "1e5", "N\"A"]),
    st.just("4.5000000000000000001"),
    st.from_regex(r"https?://[a-z./%#0-9]{0,12}", fullmatch=True),
    st.integers().map(str),
)  # fmt: skip
_COLUMNS = st.fixed_dictionaries(
    {},
    optional={
        "datatype": st.sampled_from(
            [
                *("string", "integer", "decimal", "double", "anyURI", "token", "json", "int"),
                "nonNegativeInteger",
                {"base": "decimal", "minimum": -3, "maximum": 4.5},
                {"base": "double", "minExclusive": 1, "maximum": 100000},
                {"base": "integer", "maxExclusive": 7},
            ]
        ),
        "valueUrl": st.sampled_from(
            ["{+c}", "{+c}#a", "https://e.org/x/{c}", "https://e.org/{c}.x", "{c}", "#{c}"]
        ),
        "lang": st.just("en"),
        "null": st.sampled_from([[""], ["", "-3"], []]),
        "default": st.just("d"),
        "separator": st.just("."),
        "required": st.just(True),
    },
)


@settings(max_examples=400, deadline=None)
@given(column=_COLUMNS, cells=st.lists(_CELLS, min_size=1, max_size=6))
def test_column_when_taken_as_a_whole_then_is_as_cell_by_cell(
    column: dict[str, Any], cells: list[str]
) -> None:
    rows = [[cell] for cell in cells]
    columns = [{"name": "c", **column}]
    about = "https://e.org/id/{c}"
    singly = "".join(
        converter(columns, aboutUrl=about).convert([row], number)
        for number, row in enumerate(rows, start=1)
    )
    whole = converter(columns, aboutUrl=about)
    for output in whole._outputs:
        for one in (output, output.subject):
            remembered = getattr(one, "_memo", None)
            if remembered is not None:  # as in a column whose values seldom repeat
                remembered.forget()
    assert whole.convert(rows, 1) == singly
    list(pyoxigraph.parse(singly, pyoxigraph.RdfFormat.N_TRIPLES))
