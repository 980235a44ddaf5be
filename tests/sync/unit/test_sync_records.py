"""Records of a peer: origin, fitness, copy."""

from __future__ import annotations

import pytest

from ckanext.civic.core.dataset_content import dataset_hash
from ckanext.civic.sync.errors import RecordError
from ckanext.civic.sync.records.check import MAX_RESOURCES, MAX_TAGS, check
from ckanext.civic.sync.records.copy import copy_hash, copy_of
from ckanext.civic.sync.records.origin import origin_of
from ckanext.civic.sync.records.peer_record import read_record
from ckanext.civic.sync.staging import Stage

PEER = "https://salford.example"
ID = "11111111-1111-4111-8111-111111111111"
FILE = {"id": "22222222-2222-4222-8222-222222222222", "url": "https://s.example/f.csv"}
DATASET = {
    "id": ID,
    "name": "lights",
    "title": "Lights",
    "type": "dataset",
    "state": "active",
    "private": False,
    "url": None,
    "tags": [{"name": "street", "vocabulary_id": "v"}],
    "extras": [{"key": "a", "value": "1"}],
    "organization": {"name": "salford"},
    "resources": [{**FILE, "url_type": "upload", "mimetype": None, "hash": "00", "civic_x": "y"}],
}
MANY = [f"http://{letter}" for letter in "abcdefgh"]
RELAYED = {
    "civic_origin": "https://trafford.example",
    "civic_origin_id": ID,
    "civic_origin_hash": "ab",
    "civic_origin_path": "https://trafford.example https://hub.example",
    "civic_origin_graph": "https://trafford.example/graph/trafford/lights",
}


def with_extras(**fields):
    return {**DATASET, "extras": [{"key": key, "value": value} for key, value in fields.items()]}


def test_origin_when_nothing_is_claimed_then_is_the_peer():
    origin = origin_of(DATASET, PEER)
    assert (origin.site, origin.id, origin.path) == (PEER, ID, (PEER,))
    assert origin.graph == "https://salford.example/graph/salford/lights"
    assert origin.content_hash is None


def test_origin_when_relayed_then_the_path_ends_with_the_peer():
    origin = origin_of(with_extras(**RELAYED), PEER)
    assert origin.site == "https://trafford.example"
    assert origin.path == ("https://trafford.example", "https://hub.example", PEER)
    assert origin.content_hash == "ab"


@pytest.mark.parametrize(
    "claim",
    [
        {"civic_origin_id": "other"},
        {"civic_origin": "javascript:alert(1)"},
        {"civic_origin": "https://user:word@trafford.example"},
        {"civic_origin_path": ""},
        {"civic_origin_path": "https://hub.example https://trafford.example"},
        {"civic_origin_path": "https://trafford.example https://trafford.example"},
        {"civic_origin_path": " ".join(["https://trafford.example", *MANY])},
        {"civic_origin_graph": "https://elsewhere.example/graph/x/y"},
        {"civic_origin_graph": "no address"},
    ],
)  # fmt: skip
def test_origin_when_the_claim_contradicts_itself_then_is_refused(claim):
    with pytest.raises(RecordError):
        origin_of(with_extras(**(RELAYED | claim)), PEER)


def test_check_when_dataset_is_sound_then_passes():
    check(DATASET)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "not-a-uuid"}, "Its id is not a UUID"),
        ({"id": ID.upper().replace("1", "A")}, "Its id is not a UUID"),
        ({"name": "../../etc"}, "Its name"),
        ({"name": None}, "Its name"),
        ({"name": "x"}, "Its name"),
        ({"state": "draft"}, "not active"),
        ({"private": True}, "private"),
        ({"url": "javascript:alert(1)"}, "javascript:"),
        ({"url": " JaVaScRiPt:alert(1)"}, "javascript:"),
        ({"notes": "a\x00b"}, "a character"),
        ({"notes": "a\ud800b"}, "a character"),
        ({"notes": "x" * 1_000_001}, "over 1000000 characters"),
        ({"custom": [{"deep": "\x00"}]}, "a character"),
        ({"tags": [{"name": str(n)} for n in range(MAX_TAGS + 1)]}, "tags"),
        ({"extras": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]}, "one key"),
        ({"resources": None}, "not a list"),
        ({"resources": ["x"]}, "not a list"),
        ({"resources": [{**FILE, "id": None}]}, "id of resource 1"),
        ({"resources": [FILE, FILE]}, "one id"),
        ({"resources": [{**FILE, "url": "data:text/html,x"}]}, "data:"),
        ({"resources": [{**FILE, "url": "file:///etc/passwd"}]}, "file:"),
        ({"resources": [{**FILE, "url": 7}]}, "cannot be read"),
        ({"resources": [FILE] * (MAX_RESOURCES + 1)}, "resources"),
    ],
)
def test_check_when_dataset_is_unsound_then_says_what_is_wrong(change, told):
    with pytest.raises(RecordError, match=told):
        check({**DATASET, **change})


@pytest.mark.parametrize(
    "change",
    [
        {"extras": [{"key": "x"}]},
        {"extras": "x"},
        {"tags": [{"no": "name"}]},
        {"resources": 7},
        {"resources": [7]},
        {"organization": "salford"},
        {"x": float("nan")},
        {"extras": [{"key": "civic_origin", "value": 7}]},
    ],
)
def test_read_record_when_dataset_is_malformed_then_has_a_problem(change):
    assert read_record({**DATASET, **change}, PEER).problem


def test_read_record_when_nothing_changed_then_is_not_checked_again():
    unsound = {**DATASET, "url": "javascript:alert(1)"}
    assert read_record(unsound, PEER).problem
    assert not read_record(unsound, PEER, dataset_hash(unsound)).problem


def test_read_record_when_name_is_unprintable_then_it_is_shown_safely():
    record = read_record({**DATASET, "name": "a\x00\ud800b" * 40}, PEER)
    assert record.name.startswith("a??b")
    assert len(record.name) == 100


def test_copy_when_made_then_has_the_content_of_the_original():
    copy = copy_of(DATASET, read_record(DATASET, PEER), name="lights", owner_org="o")
    assert copy_hash(copy) == dataset_hash(DATASET)
    assert copy["tags"] == [{"name": "street"}]
    assert "url_type" not in copy["resources"][0]
    assert copy["resources"][0]["mimetype"] == ""
    assert copy["resources"][0]["civic_x"] == "y"
    assert copy["owner_org"] == "o"
    assert not {"state", "private", "organization", "groups", "metadata_modified"} & set(copy)


def test_copy_when_named_otherwise_then_still_has_the_content_of_the_original():
    copy = copy_of(DATASET, read_record(DATASET, PEER), name="lights-salford", owner_org="o")
    assert copy_hash(copy) == dataset_hash(DATASET)


def test_copy_when_relayed_then_the_relays_claims_are_replaced():
    dataset = with_extras(**RELAYED, b="2")
    copy = copy_of(dataset, read_record(dataset, PEER), name="lights", owner_org="o")
    extras = [(extra["key"], extra["value"]) for extra in copy["extras"]]
    assert len({key for key, _ in extras}) == len(extras)
    assert ("b", "2") in extras
    assert dict(extras)["civic_origin_path"].endswith(f" {PEER}")


def test_stage_when_one_id_comes_twice_alike_then_is_one_record():
    stage = Stage()
    for _ in range(2):
        stage.add(read_record(DATASET, PEER), DATASET, keep_body=True)
    assert not stage.records[ID].problem
    assert stage.body(ID) == DATASET


def test_stage_when_one_id_comes_twice_with_two_contents_then_is_a_problem():
    stage = Stage()
    other = {**DATASET, "title": "Other"}
    for dataset in (DATASET, other, DATASET):
        stage.add(read_record(dataset, PEER), dataset, keep_body=True)
    assert "twice" in stage.records[ID].problem
