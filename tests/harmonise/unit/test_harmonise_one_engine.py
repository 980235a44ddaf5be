"""What is published is what a CSVW processor makes of the published tables, quad for quad."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from harmonise.made_rows import made_rows
from harmonise.small_councils import NAMES, SPEND_HEADER, payment

from ckanext.civic.harmonise.crosswalks import Crosswalk, list_crosswalks
from ckanext.civic.harmonise.csvw import csv2rdf
from ckanext.civic.harmonise.errors import HarmoniseError
from ckanext.civic.harmonise.pipeline import Report, harmonise, load_crosswalk, parse_crosswalk
from ckanext.civic.harmonise.writers import linked_data

SUPPLIERS = ["ACME Ltd", "Acme Limited", "Redacted Personal Data", '"Smith ""& Sons"""', "Ø £", "B"]
# Columns that only together make a value
JOINED = {"greater-manchester-vehicles-cube": {"year": "2014", "quarter": "3"}}
MATERIALS = """
id: banks
model: recycling
title: Recycling banks
publisher: {name: Salford, uri: "http://salford.example/council"}
key: {columns: [Id]}
fields:
  identifier: Id
  name: Name
  materials:
    all_of:
      - {column: Glass, steps: [{lookup: {table: {"Y": glass, "N": ""}}}]}
      - {column: Others, split: ";"}
"""


def published(out: Path, report: Report) -> list[str]:
    return (out / report.outputs["nquads"]).read_text(encoding="utf-8").splitlines()


def converted(out: Path, report: Report) -> list[str]:
    """Return what csv2rdf makes of the written files, put into the graph; it must not warn."""
    warnings: list[str] = []
    source, metadata = (str(out / report.outputs[kind]) for kind in ("canonical-csv", "csvw"))
    text = "".join(csv2rdf(source, metadata, minimal=True, warn=warnings.append))
    assert warnings == []
    return [f"{line.removesuffix(' .')} <{NAMES.graph}> ." for line in text.splitlines()]


def assert_same(out: Path, report: Report) -> None:
    quads = published(out, report)
    assert sorted(converted(out, report)) == sorted(quads)
    assert report.quads_out == len(quads)
    assert len(set(quads)) == len(quads)


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("crosswalk", list_crosswalks(), ids=lambda crosswalk: crosswalk.id)
def test_crosswalk_when_published_then_csv2rdf_of_the_files_gives_the_same_quads(
    tmp_path, crosswalk: Crosswalk
):
    day = crosswalk.valid_to or crosswalk.valid_from or None
    rows = [{**row, **JOINED.get(crosswalk.id, {})} for row in made_rows(crosswalk, 40)]
    source = write(tmp_path / "a file.csv", rows)
    report = harmonise(
        source, _as_csv(crosswalk), NAMES, tmp_path / "out", day=day, list_changes=True
    )
    assert report.resources_out >= 20, [one.message for one in report.checks]
    assert_same(tmp_path / "out", report)


def _as_csv(crosswalk: Crosswalk) -> Crosswalk:
    """Return the crosswalk for a made file: long CSV in UTF-8, whatever the real one is."""
    return replace(crosswalk, source={}, layout=(), unpivot=None)


@pytest.mark.parametrize("rows_in_one_process", [20_000, 1])
def test_spend_when_published_by_two_processes_then_nothing_differs(
    tmp_path, monkeypatch, rows_in_one_process
):
    monkeypatch.setattr(linked_data, "_ROWS_TO_HAND_OVER", rows_in_one_process)
    monkeypatch.setattr("ckanext.civic.harmonise.one_pass._BATCH_ROWS", 4)
    rows = [payment(str(n), f"{n}.50", name) for n, name in enumerate(SUPPLIERS)]
    source = tmp_path / "file.csv"
    source.write_text(SPEND_HEADER + "".join(rows), encoding="utf-8")
    out = tmp_path / "out"
    report = harmonise(source, load_crosswalk("trafford-spend"), NAMES, out)
    assert "companion-supplier" in report.outputs
    assert_same(out, report)


def test_materials_when_a_site_takes_several_then_each_is_an_address_of_its_own(tmp_path):
    source = tmp_path / "banks.csv"
    source.write_text("Id,Name,Glass,Others\n1,A,Y,paper;Odd socks\n2,B,N,\n3,C,Y,glass\n")
    report = harmonise(source, parse_crosswalk(MATERIALS), NAMES, tmp_path / "out")
    out = tmp_path / "out"
    assert_same(out, report)
    with (out / report.outputs["companion-materials"]).open(newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    site, shared = "http://salford.example/id/salford/recycling", "http://hub.example/def/recycling"
    assert rows == [
        (f"{site}/1", f"{shared}/material/glass"),
        (f"{site}/1", f"{shared}/material/paper"),
        (f"{site}/1", "http://salford.example/def/salford/recycling/material/odd-socks"),
        (f"{site}/3", f"{shared}/material/glass"),
    ]


def test_linked_data_when_the_other_process_breaks_off_then_nothing_is_published(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(linked_data, "_ROWS_TO_HAND_OVER", 0)
    monkeypatch.setattr(linked_data, "_python", lambda: "/bin/false")
    source = tmp_path / "file.csv"
    source.write_text(SPEND_HEADER + payment("1", "1.50"))
    with pytest.raises(HarmoniseError, match="broke off"):
        harmonise(source, load_crosswalk("trafford-spend"), NAMES, tmp_path / "out")
    assert not (tmp_path / "out").exists()
