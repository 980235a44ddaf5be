"""The shipped scripts and styles are those that the sources make, and name their licences."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from ckanext.civic.rdf.page_assets import BUILT, asset_path

FRONTEND = Path(__file__).parents[3] / "ckanext/civic/rdf/frontend"
RECORD = json.loads((BUILT / "built.json").read_text(encoding="utf-8"))
REBUILD = "run `make assets`: the built files are not those of the sources"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_sources_when_hashed_then_are_those_of_the_last_build():
    tools = {"build.mjs", "notice.mjs", "package.json", "package-lock.json"}
    sources = files_below(FRONTEND / "src") | {FRONTEND / name for name in tools}

    now = {path.relative_to(FRONTEND).as_posix(): sha256(path) for path in sources}

    assert now == RECORD["sources"], REBUILD


def test_built_files_when_hashed_then_are_those_that_the_build_wrote():
    built = files_below(BUILT) - {BUILT / "built.json"}

    assert {path.relative_to(BUILT).as_posix(): sha256(path) for path in built} == RECORD["built"]


def test_notice_when_read_then_names_each_package_with_its_licence():
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["dependencies"]
    notice = (BUILT / "NOTICE.txt").read_text(encoding="utf-8")

    for name, version in wanted.items():
        assert re.search(rf"^{re.escape(name)} {re.escape(version)}, \S+$", notice, re.MULTILINE)


def test_lock_file_when_read_then_names_no_host_and_checks_every_package():
    packages = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert not any("resolved" in package for package in packages.values())
    assert all(package.get("integrity") for name, package in packages.items() if name)


def test_asset_path_when_asked_then_has_the_version_of_the_bytes():
    assert asset_path("map.js") == f"/civic-rdf/map.js?v={sha256(BUILT / 'map.js')[:12]}"
    with pytest.raises(KeyError):
        asset_path("no-such-file.js")
