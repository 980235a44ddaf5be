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
def examples(vocabulary_base: str) -> tuple[Example, ...]:
    """Return the examples by file name; ``{vocabulary}`` in them stands for the shared terms."""
    paths = sorted(Path(__file__).parent.glob("*.rq"))
    return tuple(_read(path, vocabulary_base) for path in paths)


def rows_example(graph: str) -> str:
    """Return a query for what the things in one rows graph are, and how many there are."""
    return (
        "# What is in this dataset, and how much of it?\n"
        "SELECT ?kind (COUNT(?thing) AS ?things)\n"
        f"WHERE {{ GRAPH <{graph}> {{ ?thing a ?kind }} }}\n"
        "GROUP BY ?kind ORDER BY DESC(?things)\n"
    )


def _read(path: Path, vocabulary_base: str) -> Example:
    title, _, query = path.read_text(encoding="utf-8").partition("\n")
    query = query.replace("{vocabulary}", vocabulary_base).strip()
    return Example(title.lstrip("# ").strip(), query)
