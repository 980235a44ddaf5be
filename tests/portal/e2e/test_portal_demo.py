"""``civic demo`` on four running portals: the main job, once and once more."""

from __future__ import annotations

import csv
import gzip
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest

from ckanext.civic.portal.stack import Stack
from ckanext.civic.rdf.examples import examples

LAST_LINE = re.compile(r"([\d,]+) creates, ([\d,]+) updates, ([\d,]+) deletes, ([\d,]+) quads")
DEMO_TIMEOUT_S = 900
LIGHTS = """
PREFIX light: <{hub}/def/streetlights/>
SELECT ?g (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a light:Streetlight }} }} GROUP BY ?g
"""
SPEND = """
PREFIX payment: <http://reference.data.gov.uk/def/payment#>
PREFIX spend: <{hub}/def/spend/>
SELECT ?g (COUNT(DISTINCT ?s) AS ?n) (SUM(?amount) AS ?total)
{{ GRAPH ?g {{ ?s a spend:Payment ; payment:netAmount ?amount }} }} GROUP BY ?g
"""
EXPENDITURE = "real/GMDSP-Linked-Data__Expenditure/expenditure"
MANCHESTER_SPEND = f"{EXPENDITURE}/manchester/Manchester_September_2014.csv"
TRAFFORD_SPEND = f"{EXPENDITURE}/trafford/Trafford_September_2014.csv.gz"
SITES = """
PREFIX parking: <{hub}/def/parking/>
SELECT ?g (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a parking:ParkingSite }} }} GROUP BY ?g
"""
ALLOTMENTS = """
PREFIX allotments: <{hub}/def/allotments/>
SELECT ?g (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a allotments:AllotmentSite }} }} GROUP BY ?g
"""
PLOTS = """
PREFIX allotments: <{hub}/def/allotments/>
SELECT ?g (SUM(?plots) AS ?n) {{ GRAPH ?g {{ ?s allotments:plots ?plots }} }} GROUP BY ?g
"""
PEOPLE = """
PREFIX cube: <http://purl.org/linked-data/cube#>
PREFIX measure: <http://purl.org/linked-data/sdmx/2009/measure#>
SELECT ?g (SUM(?value) AS ?n)
{{ GRAPH ?g {{ ?s a cube:Observation ; measure:obsValue ?value }} }} GROUP BY ?g
"""
PURPOSES = """
PREFIX payment: <http://reference.data.gov.uk/def/payment#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX spend: <{hub}/def/spend/>
SELECT ?g (SUM(?amount) AS ?total)
{{
  GRAPH ?g {{ ?s spend:purposeGroup ?group ; payment:netAmount ?amount }}
  ?group skos:broader* <{hub}/def/spend/spend-purpose/{purpose}> .
}} GROUP BY ?g
"""


def numbers(output: str) -> tuple[int, ...]:
    """Return creates, updates, deletes and quads of a demo's last line."""
    last = output.strip().splitlines()[-1]
    match = LAST_LINE.fullmatch(last.removesuffix(" changed"))
    assert match, last
    return tuple(int(group.replace(",", "")) for group in match.groups())


def by_council(hub, query: str, **names: str) -> dict[str, dict[str, str]]:
    """Ask the hub and return its rows by council name (from the graph's name)."""
    answer = hub.get(
        "/sparql",
        params={"query": query.format(hub=hub.url, **names)},
        headers={"Accept": "application/sparql-results+json"},
    )
    rows = answer.json()["results"]["bindings"]
    plain = [{name: cell["value"] for name, cell in row.items()} for row in rows if "g" in row]
    return {row["g"].split("/graph/")[1].split("/")[0]: row for row in plain}


def counts(hub, query: str) -> dict[str, int]:
    return {council: int(row["n"]) for council, row in by_council(hub, query).items()}


def file_total(path: Path, column: str, *, encoding: str) -> Decimal:
    """Return the sum of a money column as it stands in the council's own file."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode(encoding)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return sum((Decimal(re.sub("[£, ]", "", row[column])) for row in rows), Decimal())


@pytest.fixture(scope="module")
def first_run(civic_stack) -> str:
    return civic_stack.civic("demo", timeout_s=DEMO_TIMEOUT_S)


@pytest.fixture(scope="module")
def second_run(civic_stack, first_run) -> str:
    return civic_stack.civic("demo", timeout_s=DEMO_TIMEOUT_S)


def test_demo_when_run_first_then_publishes_all_and_holds_two(first_run, hub):
    assert first_run.count("released") >= 14
    assert first_run.count("appears nowhere") == 2
    assert "Problem" not in first_run
    assert counts(hub, LIGHTS) == {"manchester": 60, "salford": 50, "trafford": 40}
    assert counts(hub, SITES) == {"manchester": 12, "salford": 5, "trafford": 6}
    assert counts(hub, ALLOTMENTS) == {"manchester": 6, "salford": 8, "trafford": 8}
    assert by_council(hub, PURPOSES, purpose="staff").keys() == {"manchester"}
    assert by_council(hub, PURPOSES, purpose="supplies-and-services").keys() == {
        "manchester",
        "trafford",
    }


def test_demo_when_run_again_then_writes_nothing(second_run):
    assert numbers(second_run) == (0, 0, 0, 0)


def test_demo_when_done_then_hub_and_portals_agree(second_run, hub):
    last = hub.ckan("civic-sync", "verify", "--all").strip().splitlines()[-1]
    compared, differ = map(int, re.findall(r"\d+", last))
    assert compared >= 14 and differ == 0


def test_examples_of_the_query_page_when_asked_after_the_demo_then_each_has_rows(second_run, hub):
    rows = {
        example.title: hub.get(
            "/sparql", params={"query": example.query}, headers={"Accept": "text/csv"}
        ).text.count("\n")
        for example in examples(hub.url)
    }
    assert [title for title, lines in rows.items() if lines < 2] == []


def test_demo_when_a_dataset_is_renamed_at_its_origin_then_the_hub_follows(
    second_run, civic_stack, portal, hub
):
    token = portal.sysadmin_token
    before = portal.action("package_show", token, id="manchester-car-parks")
    portal.action("package_patch", token, id=before["id"], title="Places to park")
    again = civic_stack.civic("demo", timeout_s=DEMO_TIMEOUT_S)
    assert numbers(again)[1] >= 1, "the publisher's own title comes back"
    assert hub.action("package_show", id=before["id"])["title"] == before["title"]
    last = hub.ckan("civic-sync", "verify", "--all").strip().splitlines()[-1]
    assert last.endswith(" 0 differ")


@pytest.mark.needs_shared
def test_demo_when_files_are_real_then_no_row_and_no_penny_is_lost(
    second_run, civic_stack, hub, shared
):
    output = civic_stack.civic("demo", "--data", str(shared / "real"), timeout_s=DEMO_TIMEOUT_S)
    assert "Problem" not in output
    assert counts(hub, LIGHTS) == {"manchester": 1927, "salford": 1939, "trafford": 1923}
    assert counts(hub, SITES) == {"manchester": 72, "salford": 9, "trafford": 19}
    assert counts(hub, ALLOTMENTS) == {"manchester": 40, "salford": 26, "trafford": 38}
    assert counts(hub, PLOTS) == {"salford": 263}
    assert counts(hub, PEOPLE) == {"trafford": 460_358}
    spend = by_council(hub, SPEND)
    assert {name: int(row["n"]) for name, row in spend.items()} == {
        "manchester": 3584,
        "trafford": 9670,
    }
    assert {name: Decimal(row["total"]) for name, row in spend.items()} == {
        "manchester": file_total(shared / MANCHESTER_SPEND, "Net Amount", encoding="cp1252"),
        "trafford": file_total(shared / TRAFFORD_SPEND, "Amount", encoding="utf-8-sig"),
    }


def test_demo_when_a_reviewer_holds_a_dataset_then_it_stays_held(second_run, civic_stack, portal):
    reviewer = Stack(civic_stack.home).token("manchester", "manchester-reviewer")
    held = portal.action("package_show", reviewer, id="manchester-allotments")
    portal.action("civic_gate_dataset_hold", reviewer, id=held["id"], reason="Under review.")
    civic_stack.civic("demo", timeout_s=DEMO_TIMEOUT_S)
    state = portal.action("civic_gate_dataset_show", reviewer, id=held["id"])["state"]
    portal.action("civic_gate_dataset_release", reviewer, id=held["id"], reason="Reviewed.")
    assert state == "held"
