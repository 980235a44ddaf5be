"""One address, one row: found by digests, proven by the table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.mapping.addresses import Addresses, Proven
from ckanext.civic.harmonise.mapping.batch import MappedBatch
from ckanext.civic.harmonise.mapping.distinct import Distinct
from ckanext.civic.harmonise.mapping.keys import Claim

IDS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


def batch_of(ids: list[str], keys: list[str] | None = None, first: int = 1) -> MappedBatch:
    numbers = list(range(first, first + len(ids)))
    return MappedBatch(numbers, keys or ids, ids, {}, [[one] for one in ids])


def run(batches: list[MappedBatch], addresses: Addresses) -> tuple[list[str], Proven]:
    """Return the addresses in the order of writing, and what was proven at the end."""
    written: list[str] = []
    for batch in batches:
        written += addresses.admit(batch).local_ids

    def first_rows(ids: set[str]) -> dict[str, int]:
        return {id: written.index(id) for id in ids if id in written}

    proven = addresses.prove(first_rows)
    for batch in proven.records:
        written += batch.local_ids
    return written, proven


def test_addresses_when_a_key_occurs_twice_then_the_first_row_keeps_the_address():
    addresses = Addresses(is_exact=True)
    written, proven = run([batch_of(["a", "b", "a"]), batch_of(["b"], first=4)], addresses)
    assert written == ["a", "b"]
    assert proven.claims == [Claim(3, 1, True), Claim(4, 2, True)]


def test_addresses_when_two_keys_give_one_slug_then_says_that_they_differ():
    batch = batch_of(["12-1", "12-1", "12-1"], ["12/1", "12-1", "12/1"])
    _, proven = run([batch], Addresses(is_exact=False))
    assert proven.claims == [Claim(2, 1, False), Claim(3, 1, True)]


@given(
    st.lists(IDS, max_size=4), st.sampled_from([hash, lambda text: 0, lambda text: ord(text) % 2])
)
def test_addresses_when_digests_collide_then_the_result_is_that_of_comparing_texts(parts, digest):
    batches, first = [], 1
    for ids in parts:
        batches.append(batch_of(ids, first=first))
        first += len(ids)
    every = [id for ids in parts for id in ids]
    written, proven = run(batches, Addresses(is_exact=True, digest=digest))
    assert sorted(written) == sorted(set(every))
    assert len(proven.claims) == len(every) - len(set(every))
    for claim in proven.claims:
        assert every[claim.row - 1] == every[claim.first - 1]


@given(st.lists(IDS, max_size=6), st.integers(1, 4))
def test_distinct_when_texts_come_in_parts_then_new_is_always_right(parts, set_size):
    distinct, met = Distinct(set_size=set_size), set()
    for texts in parts:
        known = set(distinct.add_all(texts))
        for index, text in enumerate(texts):
            assert (index in known) == (text in met)
            met.add(text)
