"""Reports as files, and as quality measurements."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timezone

import pyoxigraph
import pytest

from ckanext.civic.core.nquads import line
from ckanext.civic.harmonise import dqv
from ckanext.civic.harmonise.checks import catalogue
from ckanext.civic.harmonise.checks.tally import Tally
from ckanext.civic.harmonise.report import (
    DroppedRow,
    DroppedRows,
    Finding,
    NotApplicable,
    Pattern,
    Report,
    in_order,
)
from ckanext.civic.harmonise.reports import FindingsFile, as_csv, as_json, as_text, grouped

AT = datetime(2026, 11, 22, 9, 30, tzinfo=timezone.utc)
GRAPH = "http://a.example/graph/a/lights/meta"
DATASET = "http://a.example/dataset/1"
HUB = "http://hub.example"
BAD = Finding(
    "invalid_values", "error", 3, (4, 5), "Three are wrong. Correct them.", "row", True,
    "publisher", "validity", "Amount", (Pattern("Amount", "Aa", 3, (4, 5), "a number"),),
    "Correct them.",
)  # fmt: skip
SOSO = Finding("blank_rows", "warning", 2, (9,), "Two are blank.", "row")
NOTE = Finding("unused_rules", "note", 1, (), "One rule.")
REPORT = Report(
    model="lights", model_version="1", crosswalk="x", rows_in=90, resources_out=85,
    checks=(BAD, SOSO, NOTE), passed=("row_balance", "no_longer_a_check"),
    not_applicable=(NotApplicable("things_gone", "No earlier release."),),
).as_dict()  # fmt: skip


def test_grouped_when_read_then_what_passed_comes_first():
    assert list(grouped(REPORT)) == ["passed", "must_fix", "should_fix", "noted", "not_applicable"]
    passed = grouped(REPORT)["passed"]
    assert passed[0]["message"] == catalogue()["row_balance"].passes
    assert passed[1]["message"] == "no_longer_a_check"


@pytest.mark.parametrize(
    ("finding", "group"),
    [
        ({"severity": "warning", "blocks": True}, "must_fix"),
        ({"severity": "warning"}, "should_fix"),
        ({"severity": "alarm"}, "must_fix"),
        ({"severity": "error"}, "must_fix"),
        ({"severity": "note"}, "noted"),
    ],
)
def test_grouped_when_severity_and_blocking_differ_then_nothing_looks_better(finding, group):
    report = {"checks": [{"id": "x", **finding}]}
    assert [name for name, lines in grouped(report).items() if lines] == [group]


def test_as_csv_when_read_back_then_has_findings_and_their_patterns():
    rows = list(csv.DictReader(io.StringIO(as_csv(REPORT), newline="")))
    assert [row["result"] for row in rows] == [
        "Passed", "Passed", "Must fix", "Must fix", "Should fix", "Noted",
        "Not applicable",
    ]  # fmt: skip
    whole, pattern = rows[2], rows[3]
    assert (whole["blocks"], whole["owner"], whole["rows"]) == ("yes", "publisher", "4 5")
    assert (pattern["pattern"], pattern["count"], pattern["message"]) == (
        "Aa", "3", "Expected: a number",
    )  # fmt: skip


def test_as_json_when_read_back_then_is_the_report():
    assert json.loads(as_json(REPORT)) == REPORT


def test_as_text_when_printed_then_groups_are_counted():
    lines = as_text(REPORT).splitlines()
    assert lines[0] == "Passed (2): row_balance, no_longer_a_check"
    assert "Must fix (1)" in lines


def test_report_when_as_dict_then_keeps_the_interface():
    assert {"rows_in", "resources_out", "dropped", "checks"} <= set(REPORT)
    assert {"id", "severity", "count", "rows", "message"} <= set(REPORT["checks"][0])
    assert REPORT["ok"] is False


def test_in_order_when_sorted_then_errors_and_many_rows_come_first():
    assert [one.id for one in in_order([NOTE, SOSO, BAD])] == [BAD.id, SOSO.id, NOTE.id]


def test_findings_file_when_nothing_is_found_then_there_is_no_file(tmp_path):
    file = FindingsFile(tmp_path / "x.findings.csv")
    assert not file.close()
    assert list(tmp_path.iterdir()) == []


def test_findings_file_when_rows_are_found_then_lists_each(tmp_path):
    file = FindingsFile(tmp_path / "x.findings.csv")
    file.write(4, "k,4", "invalid_values", "Amount", 'a "b"', "a number")
    file.write(0, "", "category_gone", "Band", "E", "a row")
    assert file.close()
    with (tmp_path / "x.findings.csv").open(newline="", encoding="utf-8") as text:
        rows = list(csv.reader(text))
    assert rows == [
        ["row", "key", "check", "column", "value", "expected"],
        ["4", "k,4", "invalid_values", "Amount", 'a "b"', "a number"],
        ["", "", "category_gone", "Band", "E", "a row"],
    ]


def test_findings_file_when_rows_are_alike_then_names_the_first_and_the_last(tmp_path):
    file = FindingsFile(tmp_path / "x.findings.csv")
    file.write(7, "", "blank_rows", "", "", "a value", 1_000_006)
    file.write(9, "", "blank_rows", "", "", "a value", 9)
    file.close()
    lines = (tmp_path / "x.findings.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == ["row", "7-1000006", "9"]


def test_dropped_rows_when_unsorted_then_come_in_the_order_of_the_file():
    rows = DroppedRows([DroppedRow(4, "b", "é"), DroppedRow(2, "a", ""), DroppedRow(9, "a", "k")])
    assert [(one.row, one.reason, one.key) for one in rows] == [
        (2, "a", ""), (4, "b", "é"), (9, "a", "k"),
    ]  # fmt: skip
    assert (rows.count, rows.count_of("a"), rows.count_of("c")) == (3, 2, 0)


def test_dropped_rows_when_there_are_many_then_counts_all_and_lists_the_first():
    rows = DroppedRows()
    for number in range(30_000):
        rows.append(DroppedRow(number, "invalid_values", str(number)))
    rows.append_run(30_000, 1_030_000, "blank_rows")
    rows.append_run(2_000_000, 2_000_000, "blank_rows")
    assert rows.by_reason == {"invalid_values": 30_000, "blank_rows": 1_000_002}
    assert rows.count == 1_030_002
    listed = list(rows)
    assert len(listed) == 10_020
    assert (listed[9_999].row, listed[-1].row, listed[-1].reason) == (9_999, 30_019, "blank_rows")


def test_tally_when_every_row_expects_something_else_then_stays_small():
    tally = Tally("duplicate_key")
    for number in range(5_000):
        tally.add(number, "Id", expected=f"another key than row {number}", pattern=str(number))
    tally.add_run(6_000, 1_006_000, "Id")
    assert tally.count == 1_005_001
    assert sum(one.count for one in tally.patterns()) == 1_005_001
    assert len(tally.patterns()) <= 1_002


def graph_of(quads) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    text = "".join(map(line, quads))
    store.load(text.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def test_measurements_when_made_twice_then_are_equal_and_complete():
    made = list(dqv.measurements(REPORT, DATASET, GRAPH, AT, HUB))
    assert made == list(dqv.measurements(REPORT, DATASET, GRAPH, AT, HUB))
    query = """
        PREFIX dqv: <http://www.w3.org/ns/dqv#> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX attribute: <http://purl.org/linked-data/sdmx/2009/attribute#>
        SELECT ?metric ?value ?unit ?time { GRAPH ?g {
          <http://a.example/dataset/1> dqv:hasQualityMeasurement ?m .
          ?m a dqv:QualityMeasurement ; dqv:computedOn <http://a.example/dataset/1> ;
             dqv:isMeasurementOf ?metric ; dqv:value ?value ; attribute:unitMeasure ?unit ;
             prov:generatedAtTime ?time } } ORDER BY ?metric"""
    found = {
        row["metric"].value.rsplit("/", 1)[1]: (row["value"].value, row["time"].value)
        for row in graph_of(made).query(query)
    }
    time = "2026-11-22T09:30:00Z"
    assert found == {
        "blank_rows": ("2", time), "invalid_values": ("3", time), "unused_rules": ("1", time),
        "no_longer_a_check": ("0", time), "row_balance": ("0", time),
        "published_share": ("94.44", time),
    }  # fmt: skip


def test_measurements_when_a_file_has_no_rows_then_there_is_no_share():
    report = {**REPORT, "rows_in": 0, "resources_out": 0}
    made = dqv.measurements(report, DATASET, "", AT, HUB)
    assert not any("published_share" in subject for subject, *_ in made)


def test_dqv_vocabulary_when_read_then_every_check_is_a_metric_in_a_dimension():
    query = """
        PREFIX dqv: <http://www.w3.org/ns/dqv#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?metric { ?metric a dqv:Metric ; dqv:inDimension [ a dqv:Dimension ] ;
          dqv:expectedDataType ?type ; skos:prefLabel ?label ; skos:definition ?text }"""
    found = {
        row["metric"].value.rsplit("/", 1)[1]
        for row in graph_of(dqv.vocabulary_quads(HUB)).query(query)
    }
    assert found == {*catalogue(), "published_share"}


def test_dqv_when_terms_are_used_then_they_are_defined():
    from ckanext.civic.harmonise.models.terms import undefined

    for compact in ("dqv:Metric", "dqv:Dimension", "dqv:QualityMeasurement"):
        assert undefined(compact, "class") is None
    for compact in ("dqv:value", "dqv:computedOn", "dqv:isMeasurementOf", "dqv:inDimension",
                    "dqv:hasQualityMeasurement", "dqv:expectedDataType"):  # fmt: skip
        assert undefined(compact, "property") is None
    assert undefined("sdmx-attribute:unitMeasure", "property") is None
