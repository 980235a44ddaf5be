"""What changes the version of the mapping, after which everything is described anew."""

from __future__ import annotations

import shutil

import pytest

from ckanext.civic.rdf.mapping import version


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """Return ``changed(file)``: whether the version differs once that file does."""

    def ask(name: str) -> bool:
        folder = tmp_path / "rdf"
        if not folder.exists():
            for part in ("mapping", "code_lists", "graphs"):
                shutil.copytree(version._PACKAGE / part, folder / part)
        monkeypatch.setattr(version, "_PACKAGE", folder)
        before = version.sources_version.__wrapped__("mapping", "code_lists", "graphs")
        file = folder / name
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        return before != version.sources_version.__wrapped__("mapping", "code_lists", "graphs")

    return ask


@pytest.mark.parametrize(
    "name", ["code_lists/themes.csv", "mapping/fields/record.py", "graphs/names.py"]
)
def test_version_when_what_descriptions_are_made_with_changes_then_it_is_another(changed, name):
    assert changed(name)


@pytest.mark.parametrize("name", ["code_lists/README.md", "code_lists/make.py"])
def test_version_when_only_words_or_the_lists_maker_change_then_it_stays(changed, name):
    assert not changed(name)
