"""Release after release: what ended stays ended, and nothing disappears unnoticed."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from ckanext.civic.harmonise.lifecycle import parse_choices
from ckanext.civic.harmonise.pipeline import LastRelease, harmonise, load_crosswalk

from ..small_councils import LIGHTS_HEADER, NAMES, light

BASE = "http://salford.example/id/salford/streetlights/"


def publish(folder: Path, ids, last: LastRelease | None = None, street: str = "High Street"):
    """Harmonise lights with these ids; return report and folder."""
    folder.mkdir()
    rows = "".join(light(str(id), str(375_900 + int(id)), "395067", "", "") for id in ids).replace(
        "High Street", street
    )
    source = folder / "lights.csv"
    source.write_text(LIGHTS_HEADER + rows, encoding="utf-8")
    crosswalk = load_crosswalk("trafford-streetlights")
    report = harmonise(source, crosswalk, NAMES, folder / "out", last_release=last)
    return report, folder / "out"


def after(out: Path, choices=None) -> LastRelease:
    """Return the last release that stands in a folder."""
    ended = out / "lights-ended.csv"
    given = {"choices": parse_choices(choices)} if choices else {}
    return LastRelease(out / "lights.csv", ended if ended.exists() else None, **given)


def ask(out: Path, query: str) -> list[tuple[str, ...]]:
    store = pyoxigraph.Store()
    store.bulk_load(path=str(out / "lights.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    rows = store.query(query, use_default_graph_as_union=True)
    return [tuple(value.value for value in row) for row in rows]  # type: ignore[union-attr]


def test_release_when_a_thing_is_gone_without_a_word_then_stops(tmp_path):
    _, first = publish(tmp_path / "a", range(20))
    report, _ = publish(tmp_path / "b", range(19), after(first))
    (found,) = [one for one in report.checks if one.id == "things_gone"]
    assert found.blocks
    assert "“19”" in found.message
    assert not report.ok


@pytest.mark.parametrize("choice", ["left_out", {"ended": "2024"}])
def test_release_when_too_much_is_gone_and_nobody_confirms_then_stops(tmp_path, choice):
    _, first = publish(tmp_path / "a", range(20))
    report, _ = publish(tmp_path / "b", range(10), after(first, {"all": choice}))
    assert not report.ok


def gone_blocks(report) -> bool:
    return any(one.id == "things_gone" and one.blocks for one in report.checks)


def test_release_when_much_is_gone_and_each_explained_and_confirmed_then_it_is_published(tmp_path):
    _, first = publish(tmp_path / "a", range(6))
    things = {
        "3": {"ended": "2024-03-31"},
        "4": {"mistake": "Counted twice"},
        "5": {"renamed": "105"},
    }
    now = [0, 1, 2, 105]
    report, _ = publish(tmp_path / "b", now, after(first, {"things": things}))
    assert gone_blocks(report)
    said = {"things": things, "confirmed": True}
    report, second = publish(tmp_path / "c", now, after(first, said))
    assert not gone_blocks(report)
    assert report.life is not None and report.life["ended"] == 3
    assert "105" in (second / "lights-ended.csv").read_text()


@pytest.mark.parametrize(
    ("ids", "choices"),
    [
        (range(10), {"confirmed": True}),
        (range(10), {"confirmed": True, "all": "left_out"}),
        (range(10), {"confirmed": True, "things": {"19": {"ended": "2024"}}}),
    ],
)
def test_release_when_confirmed_but_unexplained_then_stops(tmp_path, ids, choices):
    _, first = publish(tmp_path / "a", range(20))
    report, _ = publish(tmp_path / "b", ids, after(first, choices))
    assert gone_blocks(report)


def test_release_when_a_thing_ended_then_its_address_keeps_answering_in_later_ones(tmp_path):
    _, first = publish(tmp_path / "a", range(30))
    choices = {
        "things": {"28": {"renamed": ["1", "2"]}, "29": {"ended": "2024-03", "reason": "Sold"}}
    }
    report, second = publish(tmp_path / "b", range(28), after(first, choices))
    assert report.ok
    assert report.life is not None
    assert (report.life["gone"], report.life["ended"], report.life["same"]) == (2, 2, 28)
    answers = f"SELECT ?p ?o {{ <{BASE}29> ?p ?o }}"
    terms = {(p.rsplit("/", 1)[-1], o) for p, o in ask(second, answers)}
    assert ("endDate", "2024-03") in terms
    assert {name for name, _ in terms} == {
        "endDate", "22-rdf-syntax-ns#type", "rdf-schema#label", "rdf-schema#comment",
        "prov#invalidatedAtTime",
    }  # fmt: skip
    replaced = "SELECT ?o { ?s <http://purl.org/dc/terms/isReplacedBy> ?o } ORDER BY ?o"
    assert ask(second, replaced) == [(f"{BASE}1",), (f"{BASE}2",)]
    third_report, third = publish(tmp_path / "c", range(28), after(second))
    assert third_report.ok
    assert (third / "lights-ended.csv").read_text() == (second / "lights-ended.csv").read_text()
    assert sorted(ask(third, answers)) == sorted(ask(second, answers))


def test_release_when_keys_changed_then_suggests_and_warns_of_unstable_keys(tmp_path):
    _, first = publish(tmp_path / "a", range(20))
    moved = [*range(18), 118, 119]
    report, _ = publish(tmp_path / "b", moved, after(first))
    assert report.life is not None
    assert report.life["renames"] == []  # the position changed too: not the same thing
    assert report.life["new"] == 2


def test_release_when_values_change_then_counts_the_fields(tmp_path):
    _, first = publish(tmp_path / "a", range(20))
    report, _ = publish(tmp_path / "b", range(20), after(first), street="Low Street")
    assert report.ok
    assert report.life is not None
    assert (report.life["changed"], report.life["changed_fields"]["street"]) == (20, 20)
