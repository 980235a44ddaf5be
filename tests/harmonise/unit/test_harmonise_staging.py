"""All files appear together, or the old ones stay."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.writers import staging


def names(folder) -> dict[str, str]:
    return {one.name: one.read_text() for one in folder.iterdir()}


def test_publish_when_all_files_are_made_then_they_replace_the_old_and_stale_ones_go(tmp_path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "stale").write_text("old")
    with staging(tmp_path) as stage:
        (stage.folder / "a").write_text("new")
        (stage.folder / "b").write_text("new")
        stage.publish(["a", "b"], ["stale"])
    assert names(tmp_path) == {"a": "new", "b": "new"}


def test_publish_when_a_file_is_missing_then_everything_is_as_before(tmp_path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "stale").write_text("old")
    with pytest.raises(OSError), staging(tmp_path) as stage:
        (stage.folder / "a").write_text("new")
        stage.publish(["a", "never made"], ["stale"])
    assert names(tmp_path) == {"a": "old", "stale": "old"}


@pytest.mark.parametrize("out", ["out", "out/x", "out/x/y"])
def test_staging_when_it_fails_before_publishing_then_no_folder_is_left(tmp_path, out):
    with pytest.raises(RuntimeError), staging(tmp_path / out) as stage:
        (stage.folder / "a").write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_staging_when_it_fails_in_a_folder_that_was_there_then_the_folder_stays(tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(RuntimeError), staging(tmp_path / "out" / "x"):
        raise RuntimeError
    assert list(tmp_path.rglob("*")) == [tmp_path / "out"]
