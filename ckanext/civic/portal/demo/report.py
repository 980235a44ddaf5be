"""The demo's one readable table, its answers, and its last line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table

from .probe import Probe
from .publish import Published
from .questions import Answer


@dataclass
class Outcome:
    """All that a run of the demo did and found."""

    published: list[Published] = field(default_factory=list)
    pulls: dict[str, dict[str, Any]] = field(default_factory=dict)
    graph_quads: dict[str, int] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    probes: dict[str, Probe] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    quads_changed: int = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """Creates, updates and deletes of datasets on all portals together."""
        pulls = [run["counts"] for run in self.pulls.values()]
        creates = sum(item.creates for item in self.published)
        updates = sum(item.updates for item in self.published)
        return (
            creates + sum(counts["creates"] for counts in pulls),
            updates + sum(counts["updates"] for counts in pulls),
            sum(counts["deletes"] for counts in pulls),
        )

    @property
    def is_good(self) -> bool:
        """Tell whether nothing failed and nothing leaked."""
        return not self.problems and not any(probe.leaks for probe in self.probes.values())


def print_outcome(outcome: Outcome, where_next: str, console: Console) -> None:
    """Print the table of datasets, the answers, what stays inside, ``where_next``, the counts."""
    console.print(_datasets_table(outcome))
    for answer in outcome.answers:
        console.print(_answer_table(answer) if answer.rows else f"{answer.question} (nothing)")
    for name, probe in outcome.probes.items():
        found = (
            f"found at {len(probe.leaks)}: {', '.join(probe.leaks)}"
            if probe.leaks
            else ("appears nowhere")
        )
        console.print(f"Held: {name} — {probe.asked} public addresses asked, {found}.")
    for problem in outcome.problems:
        console.print(f"Problem: {problem}", style="bold red", markup=False)
    console.print(where_next, highlight=False)
    creates, updates, deletes = outcome.counts
    console.print(
        f"{creates} creates, {updates} updates, {deletes} deletes, "
        f"{outcome.quads_changed} quads changed",
        highlight=False,
    )


def _datasets_table(outcome: Outcome) -> Table:
    table = Table(title="What was published", title_justify="left")
    table.add_column("Council")
    table.add_column("Dataset")
    table.add_column("State")
    for column in ("Rows in", "Things out", "Dropped", "Total in", "Total out", "Quads"):
        table.add_column(column, justify="right")
    for published in outcome.published:
        table.add_row(*_cells(published, outcome))
    return table


def _cells(published: Published, outcome: Outcome) -> list[str]:
    dataset = published.dataset
    state = "released" if published.is_released else "held"
    quads = outcome.graph_quads.get(published.id, 0)
    cells = [dataset.council, dataset.title, state]
    report = next(iter(published.reports.values()), None)
    if report is None:
        return [*cells, "", "", "", "", "", f"{quads:,}"]
    amount = report["totals"].get("amount", {})
    return [
        *cells,
        f"{report['rows_in']:,}",
        f"{report['resources_out']:,}",
        f"{report.get('dropped_count', len(report['dropped'])):,}",
        _money(amount.get("in", "")),
        _money(amount.get("out", "")),
        f"{quads:,}",
    ]


def _answer_table(answer: Answer) -> Table:
    table = Table(title=answer.question, title_justify="left", min_width=len(answer.question))
    for column in answer.columns:
        is_number = all(_is_number(row[column]) for row in answer.rows)
        table.add_column(column.replace("_", " "), justify="right" if is_number else "left")
    for row in answer.rows:
        table.add_row(*(_shown(column, row[column]) for column in answer.columns))
    return table


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text))


def _shown(column: str, text: str) -> str:
    """Return a value for people: pounds to the penny, and commas between the thousands."""
    if not _is_number(text):
        return text
    return _money(text) if column == "pounds" else f"{Decimal(text):,}"


def _money(text: str) -> str:
    return f"{Decimal(text):,.2f}" if text else ""
