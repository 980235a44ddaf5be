from __future__ import annotations

import pytest

from ckanext.civic.core.dataset_content import dataset_content, dataset_hash, origin_fields

DATASET = {
    "id": "a1",
    "name": "lights",
    "title": "Lights",
    "notes": "",
    "private": False,
    "metadata_modified": "2026-01-01",
    "tags": [{"name": "street"}, {"name": "lamps", "id": "x"}],
    "extras": [{"key": "b", "value": "2"}, {"key": "a", "value": "1"}],
    "resources": [{"id": "r1", "url": "http://a/f.csv", "url_type": "upload", "hash": "00"}],
}


@pytest.mark.parametrize(
    "change",
    [
        {"metadata_modified": "2026-02-02", "num_tags": 2},
        {"notes": None},
        {"private": True, "owner_org": "other"},
        {"tags": [{"name": "lamps"}, {"name": "street"}]},
        {"extras": [*DATASET["extras"], {"key": "civic_origin", "value": "http://a"}]},
        {"resources": [{"id": "r1", "url": "http://a/f.csv", "url_type": None, "hash": "00"}]},
    ],
)
def test_dataset_hash_when_only_local_facts_differ_then_is_equal(change):
    assert dataset_hash({**DATASET, **change}) == dataset_hash(DATASET)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"tags": []},
        {"extras": []},
        {"resources": []},
        {"resources": [{**DATASET["resources"][0], "hash": "01"}]},
    ],
)
def test_dataset_hash_when_content_differs_then_differs(change):
    assert dataset_hash({**DATASET, **change}) != dataset_hash(DATASET)


def test_dataset_content_when_values_are_empty_then_leaves_them_out():
    assert "notes" not in dataset_content(DATASET)


def test_origin_fields_when_own_dataset_then_is_empty():
    assert origin_fields(DATASET) == {}
