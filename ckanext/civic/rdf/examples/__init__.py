"""Questions to start from: each ``.rq`` file here is one, its first line the title."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Example:
    """A question in words, and the query that answers it."""

    title: str
    query: str


@cache
def examples() -> tuple[Example, ...]:
    """Return the examples by file name."""
    return tuple(_read(path) for path in sorted(Path(__file__).parent.glob("*.rq")))


def rows_example(graph: str) -> str:
    """Return a query for what the things in one rows graph are, and how many there are."""
    return (
        "# What is in this dataset, and how much of it?\n"
        "SELECT ?kind (COUNT(?thing) AS ?things)\n"
        f"WHERE {{ GRAPH <{graph}> {{ ?thing a ?kind }} }}\n"
        "GROUP BY ?kind ORDER BY DESC(?things)\n"
    )


def _read(path: Path) -> Example:
    title, _, query = path.read_text(encoding="utf-8").partition("\n")
    return Example(title.lstrip("# ").strip(), query.strip())
