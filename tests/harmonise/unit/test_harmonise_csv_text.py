"""Our CSV is what Python's csv module reads and writes, by column."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.writers.csv_text import csv_rows, read_rows

# No lone surrogates, which no file has; what needs quoting is frequent
CELL = st.text(st.sampled_from("ab ,\"\r\n\t£'\x0b\u2028"), max_size=6)
ROWS = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(ROWS)
def test_csv_rows_when_written_then_the_csv_module_writes_the_same(rows):
    theirs = io.StringIO(newline="")
    csv.writer(theirs).writerows(rows)
    assert csv_rows(list(zip(*rows, strict=True))) == theirs.getvalue()


@given(ROWS)
def test_read_rows_when_read_then_gives_the_rows_that_were_written(rows):
    text = csv_rows(list(zip(*rows, strict=True)))
    assert list(read_rows(io.StringIO(text, newline=""))) == rows


@given(ROWS)
def test_csv_rows_when_columns_are_known_to_be_empty_then_nothing_differs(rows):
    columns = [list(column) for column in zip(*rows, strict=True)]
    columns[0] = columns[-1] = [""] * len(rows)
    empty = frozenset({0, len(columns) - 1})
    assert csv_rows(columns, empty) == csv_rows(columns)
