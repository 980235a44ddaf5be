"""A file in, three files and a report out; or nothing at all."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyoxigraph
import pytest
from harmonise.small_councils import (
    LAMPS,
    LIGHTS_HEADER,
    NAMES,
    PARKING_HEADER,
    SPEND_HEADER,
    car_park,
    light,
    payment,
    run,
    run_with,
)

from ckanext.civic.harmonise.errors import (
    HarmoniseError,
    KeysMeet,
    MissingColumn,
)
from ckanext.civic.harmonise.last_release import LastRelease
from ckanext.civic.harmonise.pipeline import (
    Names,
    harmonise,
    load_crosswalk,
    parse_crosswalk,
)

ROUTES = """
id: routes
model: gritting-routes
title: Routes
publisher: {name: Salford, uri: "http://salford.example/council"}
key: {columns: [Id]}
fields:
  identifier: Id
  name: Name
  treated: {column: Treated, codes: {carriageway: [First]}}
"""
TWO = PARKING_HEADER + car_park("Church Street") + car_park("King's Road", "Free")


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(path: Path, query: str) -> list[tuple[str, ...]]:
    store = pyoxigraph.Store()
    store.load(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS)
    rows = store.query(query, use_default_graph_as_union=True)
    return sorted(tuple(value.value for value in row) for row in rows)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def finding(report, id: str):
    return next(found for found in report.checks if found.id == id)


def test_harmonise_when_the_file_is_right_then_writes_three_files(tmp_path):
    report, out = run(tmp_path, TWO, "salford-parking")
    assert sorted(one.name for one in out.iterdir()) == [
        "file.csv",
        "file.csv-metadata.json",
        "file.nq",
    ]
    assert (report.ok, report.rows_in, report.resources_out, report.dropped.count) == (
        True,
        2,
        2,
        0,
    )
    first = cells(out / "file.csv")[0]
    assert first["uri"] == "http://salford.example/id/salford/parking/church-street"
    assert first["charging"] == "pay-and-display"
    assert (first["latitude"], first["longitude"]) == ("53.4845", "-2.2597")


def test_harmonise_when_done_then_quads_are_in_the_datasets_graph(tmp_path):
    _, out = run(tmp_path, TWO, "salford-parking")
    graphs = ask(out / "file.nq", "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert graphs == [("http://salford.example/graph/salford/the-dataset",)]
    charged = "SELECT ?s ?c { ?s a <http://hub.example/def/parking/ParkingSite> ; "
    charged += "<http://hub.example/def/parking/charging> ?c }"
    assert ask(out / "file.nq", charged) == [
        (
            "http://salford.example/id/salford/parking/church-street",
            "http://hub.example/def/parking/charging-type/pay-and-display",
        ),
        (
            "http://salford.example/id/salford/parking/king-s-road",
            "http://hub.example/def/parking/charging-type/free",
        ),
    ]


def test_harmonise_when_run_twice_then_files_are_byte_identical(tmp_path):
    text = SPEND_HEADER + payment("1", "5.00") + payment("1", "5.00") + payment("2", "-7.10")
    _, out = run(tmp_path, text, "trafford-spend")
    before = {one.name: one.read_bytes() for one in out.iterdir()}
    run(tmp_path, text, "trafford-spend")
    assert {one.name: one.read_bytes() for one in out.iterdir()} == before


@pytest.mark.parametrize("codec", ["utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_harmonise_when_the_encoding_differs_then_the_result_is_the_same(tmp_path, codec):
    text = SPEND_HEADER + payment("1", "5.00", "Café Ltd")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    _, plain = run(tmp_path / "a", text, "trafford-spend")
    _, other = run(tmp_path / "b", text, "trafford-spend", codec)
    assert (plain / "file.nq").read_bytes() == (other / "file.nq").read_bytes()


def test_harmonise_when_a_code_is_unknown_then_that_row_is_quarantined_as_it_was(tmp_path):
    report, out = run_with(tmp_path, "Id,Name,Treated\n1,A,First\n2,B,Never\n", ROUTES)
    assert [row.as_dict() for row in report.dropped] == [
        {"row": 2, "reason": "unmapped_codes", "key": "2"}
    ]
    found = finding(report, "unmapped_codes")
    assert (found.severity, found.count, found.rows) == ("error", 1, (2,))
    for word in ("file.csv", "row 2", "Treated", "Never"):
        assert word in found.message
    assert (report.resources_out, report.ok) == (1, False)
    (held,) = cells(out / "file.quarantine.csv")
    assert (held["row"], held["columns"], held["Treated"]) == ("2", "Treated", "Never")


def test_harmonise_when_a_list_is_open_then_the_council_keeps_its_own_concept(tmp_path):
    text = TWO + car_park("Mill Lane", "Barter") + car_park("Old Mill", "barter!")
    report, out = run(tmp_path, text, "salford-parking")
    assert (report.ok, report.resources_out) == (True, 4)
    assert report.outputs["companion-concepts"] == "file-concepts.csv"
    own = "http://salford.example/def/salford/parking/charging-type"
    row = cells(out / "file.csv")[2]
    assert (row["charging"], row["charging_uri"]) == ("barter", f"{own}/barter")
    skos = "http://www.w3.org/2004/02/skos/core#"
    described = f"SELECT ?p ?o {{ <{own}/barter> ?p ?o }}"
    assert ask(out / "file.nq", described) == [
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{skos}Concept"),
        (f"{skos}altLabel", "barter!"),
        (f"{skos}inScheme", own),
        (f"{skos}prefLabel", "Barter"),
    ]
    found = finding(report, "unmapped_codes")
    assert (found.severity, found.count) == ("warning", 2)
    assert "50" in found.message


def test_harmonise_when_rows_are_clean_again_then_the_old_quarantine_goes(tmp_path):
    run(tmp_path, TWO + car_park("Mill Lane", "Barter") + "ragged,row\n", "salford-parking")
    assert {"file.quarantine.csv", "file-concepts.csv"} <= set(names(tmp_path / "out"))
    _, out = run(tmp_path, TWO, "salford-parking")
    assert names(out) == ["file.csv", "file.csv-metadata.json", "file.nq"]


def test_harmonise_when_rows_are_blank_then_they_are_named(tmp_path):
    text = PARKING_HEADER + ",,,,,,,,\n" + car_park("A") + "\n" + car_park("B")
    report, _ = run(tmp_path, text, "salford-parking")
    assert [(row.row, row.reason) for row in report.dropped] == [
        (1, "blank_rows"),
        (3, "blank_rows"),
    ]
    assert report.rows_in == report.resources_out + report.dropped.count == 4


def test_harmonise_when_a_key_repeats_then_the_first_row_keeps_it(tmp_path):
    text = PARKING_HEADER + car_park("12/1") + car_park("1/21") + car_park("12/1", "Free")
    report, out = run(tmp_path, text, "salford-parking")
    assert [(row.row, row.key) for row in report.dropped] == [(3, "12/1")]
    assert finding(report, "duplicate_key").rows == (3,)
    assert [row["name"] for row in cells(out / "file.csv")] == ["12/1", "1/21"]


@pytest.mark.parametrize(("one", "other"), [("12/1", "12-1"), ("II", "II*"), ("a", "A")])
def test_harmonise_when_two_keys_give_one_slug_then_stops(tmp_path, one, other):
    with pytest.raises(KeysMeet, match="Rows 1 and 3 have different keys"):
        run(tmp_path, PARKING_HEADER + car_park(one) + car_park("b") + car_park(other),
            "salford-parking")  # fmt: skip
    assert not (tmp_path / "out").exists()


def test_harmonise_when_rows_are_dropped_on_purpose_then_each_reason_is_counted(tmp_path):
    crosswalk = LAMPS + "drop: [{when: {column: Id, is: [Total]}, reason: totals}]\n"
    report, out = run_with(tmp_path, "Id,Lamp\n1,SON\nTotal,\n", crosswalk)
    assert [(row.row, row.reason, row.key) for row in report.dropped] == [(2, "totals", "Total")]
    assert (report.ok, report.rows_in, report.resources_out) == (True, 2, 1)
    assert "file.quarantine.csv" not in names(out)
    assert (out / "file.findings.csv").read_text().splitlines()[1:] == ["2,Total,drop,,,totals"]


def test_harmonise_when_most_rows_are_bad_or_blank_then_the_report_stays_small(tmp_path):
    lines = [",SON"] * 12_000 + [","] * 40_000 + ["a,SON"]
    report, out = run_with(tmp_path, "Id,Lamp\n" + "\n".join(lines) + "\n", LAMPS)
    told = report.as_dict()
    assert told["dropped_by_reason"] == {"required_missing": 12_000, "blank_rows": 40_000}
    assert (told["dropped_count"], len(told["dropped"])) == (52_000, 10_020)
    assert "row_balance" in report.passed
    findings = (out / "file.findings.csv").read_text().splitlines()
    assert sum(",blank_rows," in line for line in findings) == 1
    assert "12001-52000,,blank_rows,,,no line without any value" in findings
    quarantined = (out / "file.quarantine.csv").read_text().splitlines()
    assert len(quarantined) == 12_001


def test_harmonise_when_changes_are_asked_for_then_lists_each_cell_with_its_rule(tmp_path):
    source = tmp_path / "file.csv"
    source.write_text("Id,Lamp\n1,SON\n2,sox\n")
    report = harmonise(source, parse_crosswalk(LAMPS), NAMES, tmp_path / "out", list_changes=True)
    assert report.decisions["changed"] == {"lamp_type: codes": 2}
    assert [tuple(row.values()) for row in cells(tmp_path / "out" / "file.changes.csv")] == [
        ("1", "Lamp", "SON", "high-pressure-sodium", "lamp_type: codes"),
        ("2", "Lamp", "sox", "low-pressure-sodium", "lamp_type: codes"),
    ]


def test_harmonise_when_things_are_gone_then_the_last_release_is_held_against_it(tmp_path):
    _, out = run(tmp_path, TWO, "salford-parking")
    last = tmp_path / "last.csv"
    last.write_bytes((out / "file.csv").read_bytes())
    source = tmp_path / "file.csv"
    source.write_text(PARKING_HEADER + car_park("Church Street"))
    crosswalk = load_crosswalk("salford-parking")
    report = harmonise(source, crosswalk, NAMES, out, last_release=LastRelease(last))
    assert "king-s-road" in finding(report, "things_gone").message or not report.ok


def test_harmonise_when_lines_share_a_transaction_then_totals_balance(tmp_path):
    text = (
        SPEND_HEADER + payment("1", "1,100.05") + payment("1", "1,100.05") + payment("1", "-0.10")
    )
    report, out = run(tmp_path, text, "trafford-spend")
    assert report.totals["amount"] == {"in": "2200.00", "out": "2200.00", "dropped": "0"}
    summed = (
        "SELECT (SUM(?a) AS ?all) { ?s <http://reference.data.gov.uk/def/payment#netAmount> ?a }"
    )
    assert ask(out / "file.nq", summed) == [("2200",)]
    assert len({row["uri"] for row in cells(out / "file.csv")}) == 3


def test_harmonise_when_an_amount_is_unreadable_then_its_row_is_held_and_not_blanked(tmp_path):
    text = SPEND_HEADER + payment("1", "5.00") + payment("2", "five Mr Smith")
    report, _ = run(tmp_path, text, "trafford-spend")
    found = finding(report, "invalid_values")
    assert (found.severity, found.rows, report.resources_out) == ("error", (2,), 1)
    assert "Smith" not in json.dumps(report.as_dict())


def test_harmonise_when_a_supplier_is_redacted_then_nothing_joins_its_rows(tmp_path):
    text = SPEND_HEADER + payment("1", "5.00", "Redacted Personal Data", "88002", words="for J Doe")
    text += payment("2", "6.00", "REDACTED by law", "88002") + payment("3", "7.00", "ACME LIMITED")
    report, out = run(tmp_path, text, "trafford-spend")
    assert report.resources_out == 3
    written = (out / "file.csv").read_text() + (out / "file.nq").read_text()
    assert "88002" not in written
    assert "J Doe" not in written
    vat_numbers = [row["vat_number"] for row in cells(out / "file.csv")]
    assert vat_numbers == ["", "", "GB391085740"]
    payees = "SELECT ?p { ?s <http://reference.data.gov.uk/def/payment#payee> ?p }"
    assert ask(out / "file.nq", payees) == [("http://hub.example/id/supplier/acme-ltd",)]


def test_harmonise_when_degrees_are_osgb36_as_declared_then_lights_are_where_the_grid_says(
    tmp_path,
):
    text = LIGHTS_HEADER + light("40848", "375942", "395067", "-2.362311", "53.451557")
    report, out = run(tmp_path, text, "trafford-streetlights")
    assert report.ok
    row = cells(out / "file.csv")[0]
    assert (row["easting"], row["northing"]) == ("375942", "395067")
    assert (row["latitude"], row["longitude"]) == ("53.451807", "-2.363734")


def test_harmonise_when_a_position_is_zero_then_the_light_stays_without_it(tmp_path):
    right = ["375942", "395067", "-2.362311", "53.451557"]
    rows = [light(str(n), *right) for n in range(99)] + [light("99", "0", "0", "0", "0")]
    report, out = run(tmp_path, LIGHTS_HEADER + "".join(rows), "trafford-streetlights")
    found = finding(report, "position_null_island")
    assert (found.severity, found.rows) == ("warning", (100,))
    last = cells(out / "file.csv")[-1]
    assert (report.resources_out, last["latitude"], last["easting"]) == (100, "", "")


def test_harmonise_when_a_column_is_missing_then_names_the_nearest_and_writes_nothing(tmp_path):
    with pytest.raises(MissingColumn) as caught:
        run(tmp_path, TWO.replace("Postcode", "Post code"), "salford-parking")
    assert "“Postcode” is missing" in str(caught.value)
    assert "“Post code”" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_harmonise_when_it_fails_on_a_late_row_then_the_last_result_stays(tmp_path):
    _, out = run(tmp_path, TWO, "salford-parking")
    before = {one.name: one.read_bytes() for one in out.iterdir()}
    with pytest.raises(KeysMeet, match="row 3"):
        run(tmp_path, TWO + car_park("Church-Street"), "salford-parking")
    assert {one.name: one.read_bytes() for one in out.iterdir()} == before


def test_harmonise_when_headings_differ_in_case_and_spaces_then_still_fit(tmp_path):
    report, _ = run(tmp_path, TWO.replace("Postcode", " POSTCODE "), "salford-parking")
    assert report.ok


def test_harmonise_when_it_would_overwrite_the_source_then_refuses(tmp_path):
    source = tmp_path / "file.csv"
    source.write_text(TWO)
    with pytest.raises(HarmoniseError, match="overwrite"):
        harmonise(source, load_crosswalk("salford-parking"), NAMES, tmp_path)
    assert source.read_text() == TWO


@pytest.mark.parametrize(
    ("original", "stem"),
    [("Spend.CSV.gz", "Spend"), ("a/b/lights.xls", "lights"), (".csv", "table"), ("x.y", "x.y")],
)
def test_harmonise_when_the_original_name_is_given_then_outputs_bear_it(tmp_path, original, stem):
    source = tmp_path / "upload"
    source.write_text(TWO)
    crosswalk = load_crosswalk("salford-parking")
    report = harmonise(source, crosswalk, NAMES, tmp_path / "out", original_name=original)
    assert report.outputs["canonical-csv"] == f"{stem}.csv"


@pytest.mark.parametrize(
    "wrong",
    [
        ("ftp://a", "http://b", "c", "d"),
        ("http://a/", "http://b", "c", "d"),
        ("http://a", "http://b", "c/", "d"),
    ],
)
def test_names_when_they_cannot_be_addresses_then_raise(wrong):
    with pytest.raises(HarmoniseError):
        Names(*wrong)
