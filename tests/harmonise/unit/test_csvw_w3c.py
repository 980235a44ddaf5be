"""The W3C's tests of csv2rdf: results by isomorphism, warnings where asked, errors where asked.

They are read from the folder of shared material; without it they are skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from ckanext.civic.core.errors import CivicError
from ckanext.civic.harmonise.csvw import csv2rdf
from fixtures.shared_material import SHARED

BASE = "http://www.w3.org/2013/csvw/tests/"
SUITE = SHARED / "csvw-tests"
MANIFEST = SUITE / "manifest-rdf.jsonld"

pytestmark = pytest.mark.needs_shared


@cache
def entries() -> dict[str, dict[str, Any]]:
    """Return the tests by name."""
    if not MANIFEST.is_file():
        return {}
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return {entry["id"].partition("#")[2]: entry for entry in manifest["entries"]}


def converted(entry: dict[str, Any]) -> tuple[str, list[str]]:
    """Return the N-Triples and the warnings of one test."""
    warnings: list[str] = []
    option = entry["option"]
    metadata = option.get("metadata")
    chunks = csv2rdf(
        BASE + entry["action"],
        BASE + metadata if metadata else None,
        bool(option.get("minimal")),
        {BASE: SUITE},
        entry.get("httpLink", ""),
        warnings.append,
    )
    return "".join(chunks), warnings


def expected(entry: dict[str, Any]) -> str:
    """Return the expected Turtle."""
    return (SUITE / entry["result"]).read_text(encoding="utf-8")


def canonical(text: str, form: pyoxigraph.RdfFormat, base: str | None = None) -> set[str]:
    """Return the triples with blank nodes named canonically, literals as they are written."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, form, base_iri=base))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return set(map(str, dataset))


@pytest.mark.parametrize("name", entries())
def test_w3c_test_when_run_then_passes(name: str) -> None:
    entry = entries()[name]
    if entry["type"] == "csvt:NegativeRdfTest":
        with pytest.raises(CivicError):
            converted(entry)
        return
    text, warnings = converted(entry)
    base = BASE + entry["result"]
    ours = canonical(text, pyoxigraph.RdfFormat.N_TRIPLES)
    theirs = canonical(expected(entry), pyoxigraph.RdfFormat.TURTLE, base)
    assert ours == theirs
    assert bool(warnings) == (entry["type"] == "csvt:ToRdfTestWithWarnings"), warnings


@pytest.mark.parametrize("name", ["test014", "test027", "test041", "test078"])
def test_w3c_test_when_run_by_the_command_then_passes(name: str) -> None:
    entry = entries()[name]
    option = entry["option"]
    arguments = [BASE + entry["action"], "--map", f"{BASE}={SUITE}"]
    if "metadata" in option:
        arguments += ["--metadata", str(SUITE / option["metadata"])]
    if option.get("minimal"):
        arguments.append("--minimal")
    if "httpLink" in entry:
        arguments += ["--link", entry["httpLink"]]
    program = Path(sys.executable).with_name("civic")
    done = subprocess.run(
        [program, "csv2rdf", *arguments], capture_output=True, encoding="utf-8", check=False
    )
    if entry["type"] == "csvt:NegativeRdfTest":
        assert done.returncode == 1
        assert done.stderr.startswith("error: ")
        return
    assert done.returncode == 0
    assert ("warning: " in done.stderr) == (entry["type"] == "csvt:ToRdfTestWithWarnings")
    ours = canonical(done.stdout, pyoxigraph.RdfFormat.N_TRIPLES)
    base = BASE + entry["result"]
    assert ours == canonical(expected(entry), pyoxigraph.RdfFormat.TURTLE, base)
