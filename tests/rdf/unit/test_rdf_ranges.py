"""Parts of a file, as RFC 9110 says what a range is."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.rdf.http.ranges import Part, Unsatisfiable, asked_part

TAG = '"abc"'
MODIFIED = datetime(2026, 5, 4, 3, 2, 1, tzinfo=timezone.utc)
DATE = "Mon, 04 May 2026 03:02:01 GMT"


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-", 10, 100),
        ("bytes=-10", 90, 100),
        ("bytes=-1000", 0, 100),
        ("bytes=99-5000", 99, 100),
        ("Bytes = 0 - 9", 0, 10),
    ],
)
def test_range_when_it_is_one_then_its_part_is_sent(header, start, end):
    part = asked_part({"Range": header}, 100, TAG, MODIFIED)

    assert part == Part(start, end, 100)
    assert part.content_range == f"bytes {start}-{end - 1}/100"


@pytest.mark.parametrize(
    "header", ["bytes=-", "bytes=9-3", "lines=0-9", "bytes=0-1,5-6", "bytes=x-9", "", "bytes=--1"]
)
def test_range_when_it_is_none_or_many_then_all_is_sent(header):
    assert asked_part({"Range": header}, 100, TAG, MODIFIED) is None


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0), ("bytes=-5", 0)]
)
def test_range_when_it_has_no_byte_then_it_cannot_be_satisfied(header, size):
    with pytest.raises(Unsatisfiable):
        asked_part({"Range": header}, size, TAG, MODIFIED)


@pytest.mark.parametrize(
    ("condition", "is_part"),
    [
        (TAG, True),
        (DATE, True),
        ('"other"', False),
        (f"W/{TAG}", False),
        ("Mon, 04 May 2026 03:02:02 GMT", False),
        ("Mon, 04 May 2026 03:02:00 GMT", False),
        ("yesterday", False),
    ],
)
def test_range_when_it_is_of_a_version_then_only_that_one_has_the_part(condition, is_part):
    headers = {"Range": "bytes=5-", "If-Range": condition}

    assert (asked_part(headers, 100, TAG, MODIFIED) is not None) == is_part


@given(st.text(max_size=30), st.integers(0, 1000))
def test_range_when_the_header_is_anything_then_the_part_lies_in_the_file(text, size):
    for header in (text, f"bytes={text}"):
        try:
            part = asked_part({"Range": header}, size, TAG, None)
        except Unsatisfiable:
            continue
        assert part is None or 0 <= part.start < part.end <= size
