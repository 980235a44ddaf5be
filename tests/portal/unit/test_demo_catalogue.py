from __future__ import annotations

import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.portal.demo.catalogue import (
    datasets_with_files,
    load_councils,
    require_data,
)
from ckanext.civic.portal.demo.sample import FILES, make_sample


def test_make_sample_when_run_then_serves_every_dataset_of_the_catalogue(tmp_path):
    make_sample(tmp_path)
    for council in load_councils():
        assert datasets_with_files(council, tmp_path) == list(council.datasets)


def test_make_sample_when_run_twice_then_files_are_the_same(tmp_path):
    first = {path: FILES[path]() for path in FILES}
    assert {path: FILES[path]() for path in FILES} == first


def test_load_councils_when_read_then_releases_fourteen_and_holds_one_at_least():
    datasets = [dataset for council in load_councils() for dataset in council.datasets]
    assert sum(not dataset.is_held for dataset in datasets) >= 14
    assert all(dataset.canary for dataset in datasets if dataset.is_held)
    assert len({dataset.name for dataset in datasets}) == len(datasets)


def test_load_councils_when_held_then_canary_is_in_the_file(tmp_path):
    make_sample(tmp_path)
    for council in load_councils():
        for dataset in council.datasets:
            if dataset.is_held:
                text = (tmp_path / dataset.files[0].path).read_text(encoding="utf-8")
                assert dataset.canary and dataset.canary in text


def test_require_data_when_folder_has_no_known_file_then_says_what_to_do(tmp_path):
    with pytest.raises(CivicError, match="Leave out --data"):
        require_data(tmp_path)
