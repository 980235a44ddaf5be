from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.gate.decision.chain import FIRST_PREV_HASH, entry_hash, first_break


def chain_of(reasons):
    entries, prev_hash = [], FIRST_PREV_HASH
    for seq, reason in enumerate(reasons, start=1):
        entry = {
            "seq": seq,
            "at": "2026-01-02T03:04:05.000006+00:00",
            "package_id": "p",
            "from_state": "held",
            "to_state": "released",
            "rule": "reviewer-released",
            "reason": reason,
            "reviewer_id": None,
            "content_hash": "aa",
            "prev_hash": prev_hash,
        }
        prev_hash = entry["entry_hash"] = entry_hash(entry)
        entries.append(entry)
    return entries


@given(st.lists(st.text(max_size=20), max_size=8))
def test_first_break_when_nothing_was_touched_then_is_none(reasons):
    assert first_break(chain_of(reasons)) is None


@pytest.mark.parametrize("field", ["at", "reason", "to_state", "reviewer_id", "content_hash"])
@given(position=st.integers(0, 4))
def test_first_break_when_one_field_was_altered_then_names_that_entry(field, position):
    entries = chain_of("abcde")
    entries[position][field] = "altered"
    found = first_break(entries)
    assert found is not None and found.seq == position + 1


def test_first_break_when_an_entry_was_altered_and_resealed_then_the_next_does_not_follow():
    entries = chain_of("abc")
    entries[1]["reason"] = "altered"
    entries[1]["entry_hash"] = entry_hash(entries[1])
    found = first_break(entries)
    assert found is not None and found.seq == 3


def test_first_break_when_an_entry_was_removed_then_says_that_it_is_missing():
    entries = chain_of("abc")
    del entries[1]
    found = first_break(entries)
    assert found is not None and (found.seq, found.problem) == (2, "entry 2 is missing")


def test_entry_hash_when_fields_come_in_another_order_then_is_the_same():
    entry = chain_of("a")[0]
    assert entry_hash(dict(reversed(entry.items()))) == entry["entry_hash"]
