"""The benchmarks' runner: its table, its page, and what it does when one cannot run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench import run
from bench.measurement import Measurement, best_of_each, dataset_count, received

FAST = Measurement("pull of 10, all new", 44.2, 10.4, "datasets/s", 2, "CKANHarvester")
SLOW = Measurement("page", 1234.5, 2000, "datasets/s", 1, "ckanext-dcat")


def test_ratio_when_we_are_faster_then_is_above_one_and_the_goal_is_met() -> None:
    assert FAST.ratio == pytest.approx(4.25)
    assert FAST.is_met
    assert not SLOW.is_met


def test_table_when_printed_then_shows_ours_peer_ratio_and_goal() -> None:
    head, rule, first, second = run.table([FAST, SLOW]).splitlines()
    assert [cell.strip() for cell in head.strip("|").split("|")] == list(run.HEADINGS)
    assert set(rule) <= set("|-: ")
    assert [cell.strip() for cell in first.strip("|").split("|")] == [
        "pull of 10, all new",
        "CKANHarvester",
        "datasets/s",
        "44.2",
        "10.4",
        "4.25",
        "2.00",
        "met",
    ]
    assert "1,234" in second
    assert "missed" in second
    assert len({len(line) for line in (head, rule, first, second)}) == 1


def test_run_one_when_other_lines_are_printed_too_then_takes_the_measurements() -> None:
    code = (
        "from bench.measurement import *; print('Starting Solr');"
        "hand_over([Measurement('a', 2.0, 1.0, 'rows/s', 1, 'b')])"
    )
    (item,) = run.run_one([sys.executable, "-c", code])
    assert item == Measurement("a", 2, 1, "rows/s", 1, "b")


def test_run_one_when_the_benchmark_fails_then_says_so() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        run.run_one([sys.executable, "-c", "raise SystemExit(3)"])


def test_received_when_nothing_was_handed_over_then_raises() -> None:
    with pytest.raises(ValueError, match="no measurements"):
        received("Starting Solr\n")


def test_main_when_a_name_is_unknown_then_lists_what_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run.main(["none"]) == 2
    assert "catalogue_page" in capsys.readouterr().out


def test_write_page_when_run_twice_then_replaces_the_table(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Benchmarks\n\n{run.START}\n{run.END}\n\nMore.\n", encoding="utf-8")
    run.write_page("| one |", page)
    run.write_page("| two |", page)
    text = page.read_text(encoding="utf-8")
    assert "one" not in text
    assert text.startswith("# Benchmarks\n\n")
    assert "| two |\n" in text
    assert text.endswith("\n\nMore.\n")


def test_write_page_when_it_has_no_place_for_the_table_then_changes_nothing(
    tmp_path: Path,
) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place"):
        run.write_page("| one |", page)
    assert page.read_text(encoding="utf-8") == "# Benchmarks\n"


def test_best_of_each_when_works_take_turns_then_the_first_turn_is_not_measured() -> None:
    order: list[str] = []
    times = best_of_each(2, lambda: order.append("a"), lambda: order.append("b"))
    assert order == ["a", "b"] * 3
    assert all(time < 1 for time in times)


def test_dataset_count_when_bench_n_is_set_then_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BENCH_N", raising=False)
    assert dataset_count(1000) == 1000
    monkeypatch.setenv("BENCH_N", "20")
    assert dataset_count(1000) == 20
