"""Whatever a table or a metadata document holds: a conversion that can be read, or our error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.civic.harmonise.csvw import CsvwError, csv2rdf

CONTEXT = "http://www.w3.org/ns/csvw"

_JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-2, 10**30),
        st.floats(allow_nan=False, allow_infinity=False),
        st.sampled_from(
            ["", "a", "_:b", "{a", "{+a}", "xsd:date", "en", "integer", "t.csv", "#", "["]
        ),
    ),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["@id", "@type", "@value", "base", "dc:a", "name"]), inner
        )
    ),
    max_leaves=4,
)
_KEYS = sorted(
    {"dialect", "notes", "tableDirection", "transformations", "dc:title", "@id", "tables"}
    | {"aboutUrl", "datatype", "default", "lang", "null", "ordered", "propertyUrl", "required"}
    | {"separator", "textDirection", "valueUrl", "suppressOutput", "foreignKeys", "primaryKey"}
    | {"rowTitles", "columns", "titles", "name", "virtual", "tableSchema"}
)
_DIALECTS = st.fixed_dictionaries(
    {},
    optional={
        "delimiter": st.sampled_from([",", ";", "||", "a"]),
        "quoteChar": st.sampled_from(['"', "'", None, "ab"]),
        "doubleQuote": st.booleans(),
        "header": st.booleans(),
        "commentPrefix": st.sampled_from(["#", "a"]),
        "skipRows": st.integers(0, 3),
        "skipColumns": st.integers(0, 2),
        "skipBlankRows": st.booleans(),
        "lineTerminators": st.sampled_from(["\n", "\r", ["\r\n", "\n"], "a"]),
        "encoding": st.sampled_from(["utf-8", "utf-16", "latin1", "shift_jis"]),
    },
)
_BYTES = st.lists(st.sampled_from([b",", b'"', b"\n", b"\r", b"a", b"#", b"\xff", b"\x00", b"'"]))


def converted_or_refused(source: Path) -> None:
    """Convert; what comes must be N-Triples, or an error of ours."""
    try:
        text = "".join(csv2rdf(source))
    except CsvwError:
        return
    list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_TRIPLES))


@settings(max_examples=300, deadline=None)
@given(
    top=st.dictionaries(st.sampled_from(_KEYS), _JUNK, max_size=3),
    schema=st.dictionaries(st.sampled_from(_KEYS), _JUNK, max_size=3),
    column=st.dictionaries(st.sampled_from(_KEYS), _JUNK, max_size=3),
)
def test_metadata_when_anything_then_converted_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    top: dict[str, Any],
    schema: dict[str, Any],
    column: dict[str, Any],
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "t.csv").write_text("a,b\n1,\nx y,2024-01-01\n")
    inner = {"columns": [column, {"name": "a"}], **schema}
    metadata = {"@context": CONTEXT, "url": "t.csv", "tableSchema": inner, **top}
    (folder / "m.json").write_text(json.dumps(metadata))
    converted_or_refused(folder / "m.json")


@settings(max_examples=300, deadline=None)
@given(content=_BYTES.map(b"".join), dialect=_DIALECTS)
def test_table_when_any_bytes_then_converted_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, dialect: dict[str, Any]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "f.csv").write_bytes(content)
    metadata = {"@context": CONTEXT, "url": "f.csv", "dialect": dialect}
    (folder / "n.json").write_text(json.dumps(metadata))
    converted_or_refused(folder / "n.json")
